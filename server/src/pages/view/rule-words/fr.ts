import type { RuleWords } from './rule-words.ts'

export const fr: RuleWords = {
  within: 'Une personne vous répond en {time} au plus', mean: 'En moyenne, vous attendez au plus {time}', meanOfBest: 'Les {share} d’attentes les plus courtes durent en moyenne au plus {time}',
  over: 'Au plus {share} des clients attendent plus de {time}', answered: 'Qui nous contacte obtient une réponse', abandonment: 'Au plus {share} des clients renoncent avant d’obtenir une réponse',
  busy: 'Au plus {share} des clients trouvent toutes les lignes occupées', callbackAfter: 'Après {time} d’attente, nous proposons de vous rappeler', callbackExpected: 'Si l’attente prévue dépasse {time}, nous proposons de vous rappeler',
  callbackDone: 'Si nous avons convenu de vous rappeler, nous le faisons {deadline}', callbackDoneFree: 'Si nous avons convenu de vous rappeler, nous le faisons {deadline}, gratuitement',
  announceWait: 'Nous vous disons combien de temps vous attendrez probablement', announcePosition: 'Nous vous disons votre place dans la file', cadence: 'Pendant l’attente, nous vous parlons au moins toutes les {time}',
  respected: 'Nous respectons le temps d’attente annoncé', overstatement: 'Nous n’exagérons pas : pour la moitié des clients, l’attente annoncée vaut au plus {n} fois la vraie',
  statusAge: 'Ce que nous affichons n’a jamais plus de {time}', revisions: 'Au plus {share} des clients apprennent ensuite que ce sera plus long',
  exception: 'En cas d’événement exceptionnel, nous le disons', exceptionToWaiting: 'En cas d’événement exceptionnel, nous le disons, aussi à ceux qui attendent déjà',
  transfers: 'Vous êtes transféré au plus {n} fois', transferWithin: 'En cas de transfert, quelqu’un est là en {time} au plus', reply: 'Nous répondons à vos messages {deadline}',
  costFree: 'L’attente est gratuite', costMost: 'L’attente coûte au plus {amount} la minute', costAllowed: 'Pendant l’attente, vous ne payez aucun tarif majoré', noDisconnect: 'Nous ne coupons jamais la communication à cause de l’attente',
  fifo: 'Premier arrivé, premier servi', reachable: 'Vous pouvez nous joindre aux heures promises', human: 'Vous pouvez toujours demander une personne', humanWithin: 'Qui demande une personne en obtient une en {time} au plus',
  language: 'Nous vous parlons dans votre langue', menu: 'Le menu de choix est court', menuMost: 'Le menu de choix compte au plus {n} options', noAdvertising: 'Pas de publicité pendant l’attente', advertisingConsent: 'De la publicité pendant l’attente seulement avec votre accord',
  remedy: 'Si nous manquons à nos engagements, il y a une compensation', publication: 'Nous publions nos résultats', accessible: 'Chacun peut suivre l’attente, aussi avec un handicap', disclosure: 'Nous vous disons au début si vous parlez à une machine ou si l’on vous enregistre',
  inTime: 'en {time} au plus', nextWorkingDay: 'au plus tard à la fin du jour ouvrable suivant', workingDays: 'dans les {n} jours ouvrables', orNextWorkingDay: 'en {time} au plus ou au plus tard à la fin du jour ouvrable suivant',
  orAfterOpening: 'en {time} au plus ; peu avant la fermeture, en {after} au plus après la réouverture', inShare: ', dans {share} des cas', open: '(pas encore rempli)',
}
