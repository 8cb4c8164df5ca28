import type { Speaker } from '../demo-simulation/demo-frame.ts'
import type { PageLanguage } from './words.ts'

/** The words of the demo in one language. `{…}` is filled in. */
export interface DemoWords {
  title: string; badge: string; question: string; lead: string; withoutScript: string; liveInstead: string; next: string
  form: string; perHour: string; agents: string; speed: string; realTime: string; times: string; cut: string; pause: string
  center: string; callers: string; speaks: string; byPhone: string; listen: string; hasWaited: string; waited: string
  scores: string; note: string; who: string; longer: string; average: string; really: string; reallyHow: string
  starting: string; cutOff: string
  speaker: Record<Speaker, { name: string; how: string }>
}

export const DEMO_WORDS: Record<PageLanguage, DemoWords> = {
  en: {
    title: 'Queuecast demo', badge: 'Simulated center', question: 'What should people be told while they wait?',
    lead: 'The truth: their place, a time by which they will probably be answered, and “we do not know” when that is so. Nobody here is real, but the software is: the same code as in the server runs in your browser.',
    withoutScript: 'The simulation runs in your browser and needs JavaScript.', liveInstead: 'A wallboard of this server’s test center works without.', next: 'Now with a feed of your own, on this server',
    form: 'The simulated center', perHour: 'Calls an hour', agents: 'Agents on the phone', speed: 'Speed', realTime: 'real time', times: '{n} times', cut: 'Cut the feed', pause: 'Pause',
    center: 'What the center sees', callers: 'What three callers are told, each in their language', speaks: 'A caller who speaks {language}', byPhone: 'By phone:', listen: 'Listen', hasWaited: 'has waited {time}', waited: 'waited {time}',
    scores: 'Told on joining, and what came of it',
    note: 'A formula aims at an average, so many wait longer than they were told, most of all while a line grows. A bound is longer by design, so that it can be believed. Of the last hundred callers who were answered; who hung up shows nobody right or wrong. Formulas are announced in whole minutes, rounded up. Move the sliders, or cut the feed, and see what each goes on to say.',
    who: 'Who says', longer: 'Waited longer than told', average: 'Told on average', really: 'Really waited', reallyHow: 'so far, or until the end',
    starting: 'Two hours of calls, in fast motion…', cutOff: 'Feed cut off: nothing is told that is not known',
    speaker: {
      'queuecast': { name: 'Queuecast', how: 'a bound, meant to hold nine times in ten' }, 'place-times-handle': { name: 'Place × average handle time ÷ agents', how: 'a usual formula' },
      'last-wait': { name: 'Last wait', how: 'what the last one answered had waited' }, 'running-average': { name: 'Running average', how: 'of the waits of the last half hour' },
    },
  },
  nl: {
    title: 'Demo van Queuecast', badge: 'Gesimuleerd center', question: 'Wat vertelt u mensen terwijl ze wachten?',
    lead: 'De waarheid: hun plaats, een tijd waarbinnen ze waarschijnlijk aan de beurt zijn, en “dat weten we niet” als het zo is. Niemand is hier echt, maar de software wel: in uw browser loopt dezelfde code als op de server.',
    withoutScript: 'De simulatie loopt in uw browser en heeft JavaScript nodig.', liveInstead: 'Een wandbord van het testcenter van deze server werkt zonder.', next: 'Nu met een bron van uzelf, op deze server',
    form: 'Het gesimuleerde center', perHour: 'Oproepen per uur', agents: 'Medewerkers aan de telefoon', speed: 'Snelheid', realTime: 'echte tijd', times: '{n} keer', cut: 'Bron afsnijden', pause: 'Pauze',
    center: 'Wat het center ziet', callers: 'Wat drie bellers te horen krijgen, elk in hun taal', speaks: 'Een beller, taal: {language}', byPhone: 'Aan de telefoon:', listen: 'Luisteren', hasWaited: 'wacht al {time}', waited: 'wachtte {time}',
    scores: 'Gezegd bij het aansluiten, en wat ervan kwam',
    note: 'Een formule mikt op een gemiddelde; velen wachten dus langer dan gezegd, vooral als de rij groeit. Een bovengrens is met opzet langer, zodat men erop kan rekenen. Van de laatste honderd bellers die antwoord kregen; wie ophing, geeft niemand gelijk of ongelijk. Formules worden in hele minuten gezegd, naar boven afgerond. Verschuif de schuiven of snijd de bron af, en zie wat elk dan zegt.',
    who: 'Wie zegt het', longer: 'Wachtten langer dan gezegd', average: 'Gemiddeld gezegd', really: 'Echt gewacht', reallyHow: 'tot nu toe, of tot het einde',
    starting: 'Twee uur oproepen, versneld…', cutOff: 'Bron afgesneden: er wordt niets gezegd wat niet bekend is',
    speaker: {
      'queuecast': { name: 'Queuecast', how: 'een bovengrens die negen keer op tien moet kloppen' }, 'place-times-handle': { name: 'Plaats × gemiddelde behandeltijd ÷ medewerkers', how: 'een gebruikelijke formule' },
      'last-wait': { name: 'Laatste wachttijd', how: 'wat de laatste die antwoord kreeg, had gewacht' }, 'running-average': { name: 'Voortschrijdend gemiddelde', how: 'van de wachttijden van het laatste halfuur' },
    },
  },
  fr: {
    title: 'Démo de Queuecast', badge: 'Centre simulé', question: 'Que dire aux gens pendant qu’ils attendent ?',
    lead: 'La vérité : leur position, un délai dans lequel ils auront probablement quelqu’un, et « nous ne le savons pas » quand c’est le cas. Personne ici n’est réel, mais le logiciel l’est : le code du serveur tourne dans votre navigateur.',
    withoutScript: 'La simulation tourne dans votre navigateur et a besoin de JavaScript.', liveInstead: 'Un tableau du centre de test de ce serveur s’en passe.', next: 'Maintenant avec votre propre source, sur ce serveur',
    form: 'Le centre simulé', perHour: 'Appels par heure', agents: 'Agents au téléphone', speed: 'Vitesse', realTime: 'temps réel', times: '{n} fois', cut: 'Couper la source', pause: 'Pause',
    center: 'Ce que voit le centre', callers: 'Ce qu’entendent trois appelants, chacun dans sa langue', speaks: 'Un appelant, langue : {language}', byPhone: 'Au téléphone :', listen: 'Écouter', hasWaited: 'attend depuis {time}', waited: 'a attendu {time}',
    scores: 'Dit à l’arrivée, et ce qu’il en fut',
    note: 'Une formule vise une moyenne : beaucoup attendent donc plus longtemps que dit, surtout quand la file s’allonge. Une limite est plus longue à dessein, pour qu’on puisse s’y fier. Sur les cent derniers appelants qui ont eu quelqu’un ; qui raccroche ne donne raison ni tort à personne. Les formules sont annoncées en minutes entières, arrondies vers le haut. Bougez les curseurs ou coupez la source, et voyez ce que chacun dit alors.',
    who: 'Qui le dit', longer: 'Ont attendu plus que dit', average: 'Dit en moyenne', really: 'Attente réelle', reallyHow: 'jusqu’ici, ou jusqu’à la fin',
    starting: 'Deux heures d’appels, en accéléré…', cutOff: 'Source coupée : rien n’est dit qui ne soit connu',
    speaker: {
      'queuecast': { name: 'Queuecast', how: 'une limite, censée tenir neuf fois sur dix' }, 'place-times-handle': { name: 'Position × durée moyenne de traitement ÷ agents', how: 'une formule courante' },
      'last-wait': { name: 'Dernière attente', how: 'ce qu’avait attendu le dernier servi' }, 'running-average': { name: 'Moyenne glissante', how: 'des attentes de la dernière demi-heure' },
    },
  },
  de: {
    title: 'Demo von Queuecast', badge: 'Simuliertes Center', question: 'Was soll man Menschen sagen, während sie warten?',
    lead: 'Die Wahrheit: ihren Platz, eine Zeit, in der sie voraussichtlich drankommen, und „das wissen wir nicht“, wenn es so ist. Niemand hier ist echt, die Software aber schon: In Ihrem Browser läuft derselbe Code wie auf dem Server.',
    withoutScript: 'Die Simulation läuft in Ihrem Browser und braucht JavaScript.', liveInstead: 'Eine Anzeigetafel des Testcenters dieses Servers kommt ohne aus.', next: 'Jetzt mit einer eigenen Quelle, auf diesem Server',
    form: 'Das simulierte Center', perHour: 'Anrufe je Stunde', agents: 'Mitarbeitende am Telefon', speed: 'Tempo', realTime: 'Echtzeit', times: '{n}-fach', cut: 'Quelle kappen', pause: 'Pause',
    center: 'Was das Center sieht', callers: 'Was drei Anrufende hören, jeder in seiner Sprache', speaks: 'Ein Anruf, Sprache: {language}', byPhone: 'Am Telefon:', listen: 'Anhören', hasWaited: 'wartet seit {time}', waited: 'wartete {time}',
    scores: 'Gesagt beim Anstellen, und was daraus wurde',
    note: 'Eine Formel zielt auf einen Durchschnitt; viele warten also länger als gesagt, am meisten, wenn die Schlange wächst. Eine Grenze ist mit Absicht länger, damit man sich auf sie verlassen kann. Von den letzten hundert Anrufenden, die drankamen; wer auflegt, gibt niemandem recht oder unrecht. Formeln werden in ganzen Minuten gesagt, aufgerundet. Bewegen Sie die Regler oder kappen Sie die Quelle, und sehen Sie, was jeder dann sagt.',
    who: 'Wer es sagt', longer: 'Warteten länger als gesagt', average: 'Im Mittel gesagt', really: 'Wirklich gewartet', reallyHow: 'bis jetzt, oder bis zum Ende',
    starting: 'Zwei Stunden Anrufe, im Zeitraffer…', cutOff: 'Quelle gekappt: Es wird nichts gesagt, was nicht bekannt ist',
    speaker: {
      'queuecast': { name: 'Queuecast', how: 'eine Grenze, die neun von zehn Mal halten soll' }, 'place-times-handle': { name: 'Platz × mittlere Bearbeitungszeit ÷ Mitarbeitende', how: 'eine übliche Formel' },
      'last-wait': { name: 'Letzte Wartezeit', how: 'so lange hatte gewartet, wer zuletzt drankam' }, 'running-average': { name: 'Gleitender Durchschnitt', how: 'der Wartezeiten der letzten halben Stunde' },
    },
  },
}
