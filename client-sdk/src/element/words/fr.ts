import type { ElementWords } from './element-words.ts'

export const fr: ElementWords = {
  pause: 'Pause', resume: 'Reprendre', pausedAt: 'En pause. Situation à {time}.',
  unavailable: 'Votre place dans la file ne peut pas être affichée ici.',
  offline: 'Il n’y a pas de connexion pour le moment. L’affichage se mettra à jour de lui-même dès son retour.',
  range: 'Le plus souvent entre {from} et {to} minutes.', expectTurn: 'Dès que ce sera votre tour, vous le lirez ici.',
  callback: 'Rappelez-moi', phone: 'Votre numéro de téléphone', ask: 'Demander un rappel', cancel: 'Annuler', asking: 'Un instant', askedShort: 'Rappel demandé',
  asked: 'Votre demande de rappel a été transmise. Votre attente continue jusqu’à sa confirmation ici.',
  notOffered: 'Un rappel n’est pas possible pour le moment. Votre attente continue comme avant.',
  notTaken: 'La demande de rappel n’a pas abouti. Votre attente continue comme avant et vous pouvez réessayer.',
  badPhone: 'Indiquez un numéro de téléphone, par exemple +32 2 555 01 00.',
  alert: 'M’avertir à temps', alertOn: 'Vous l’entendrez et le verrez quand votre tour approchera, tant que cette page reste ouverte.',
  nearly: 'Bientôt votre tour', turn: 'C’est votre tour',
}
