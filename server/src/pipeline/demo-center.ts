import type { CenterFact, CenterFacts, ContactEvent } from '../contact-center/index.ts'
import { planText, promptPlan } from '../delivery/ivr/index.ts'
import { renderDisplay } from '../delivery/wording/index.ts'
import { DEMO_LANGUAGES, DEMO_SETTING, type DemoCaller, type DemoFrame, type DemoLanguage, type LineSetting, type Said } from '../pages/demo-simulation/demo-frame.ts'
import { createRandom } from '../pages/demo-simulation/random.ts'
import { createScoreBook } from '../pages/demo-simulation/score-book.ts'
import { createSimulatedLine } from '../pages/demo-simulation/simulated-line.ts'
import { createFormulaBook } from '../pages/demo-simulation/usual-formulas.ts'
import { forecastPool } from '../wait-forecast/index.ts'
import { CenterFold } from './center-fold.ts'
import { queueStatus } from './display-source.ts'

const CENTER = 'simulated'
const FEED = 'simulated'
const PHONE = 'phone'
const CHAT_SETTING: LineSetting = { perHour: 55, agents: 6 }
const HEARTBEAT_MS = 5_000
/** The end of a wait is left standing for so long. */
const LINGER_MS = 45_000
const EPOCH = '0000000001'

/** A simulated center with our own fold, forecast and display over its events: what the demo's page runs, in the visitor's browser. */
export interface DemoCenter {
  readonly nowMs: number
  /** On to a later instant of simulated time; `forecastEverySeconds` above one is for fast motion, at most the age that a curve may have. */
  advance(untilMs: number, forecastEverySeconds?: number): void
  set(setting: LineSetting): void
  /** A feed that is cut off sends nothing; what happened meanwhile comes when it is back. */
  connect(connected: boolean): void
  /** In which language queues are named. */
  name(lang: string): void
  frame(): DemoFrame
}

/** The same for the same arguments. */
export function createDemoCenter(seed: number, startMs: number): DemoCenter {
  const random = createRandom(seed)
  const phone = createSimulatedLine({ queue: PHONE, channel: 'voice', handleSeconds: 240, patienceSeconds: 900, languages: DEMO_LANGUAGES }, random, startMs)
  const chat = createSimulatedLine({ queue: 'chat', channel: 'chat', handleSeconds: 360, patienceSeconds: 1200, languages: [] }, random, startMs)
  const fold = CenterFold.create(CONFIG)
  const formulas = createFormulaBook()
  const scores = createScoreBook()
  const queuedAt = new Map<string, number>()
  const said = new Map<string, Said>()
  const over = new Map<string, number>()
  const followed = new Map<DemoLanguage, string>()
  let setting = DEMO_SETTING
  let connected = true
  let namedIn = 'en'
  let held: ContactEvent[] = []
  let nowMs = startMs
  let heartbeatMs = startMs

  function apply(fact: CenterFact): void {
    fold.seq += 1
    fold.apply(fact, { ms: nowMs, position: `${nowMs}-${fold.seq}` })
  }

  function take(event: ContactEvent): void {
    apply({ kind: 'event', feed: FEED, receivedAtMs: nowMs, event })
    if (!('contact' in event) || event.contact === undefined || !event.contact.startsWith(PHONE)) return
    formulas.observe(event)
    const { contact, time } = event
    const since = queuedAt.get(contact)
    if (event.type === 'contact.queued') joined(contact, time)
    else if (event.type === 'contact.answered' && since !== undefined) {
      scores.answered(contact, (time - since) / 1000)
      ended(contact)
    } else if (event.type === 'contact.abandoned') {
      scores.gone(contact)
      ended(contact)
    }
  }

  function joined(contact: string, atMs: number): void {
    queuedAt.set(contact, atMs)
    const { wait, position } = fold.display.figure(contact, fold.live)
    const words: Said = wait.known ? { queuecast: wait.boundSeconds } : {}
    for (const [formula, seconds] of Object.entries(formulas.sayTo(position ?? 1, phone.agentsNow, atMs))) {
      // Announced as formulas are: in whole minutes, the next one up.
      if (seconds !== undefined) words[formula as keyof Said] = Math.max(1, Math.ceil(seconds / 60)) * 60
    }
    said.set(contact, words)
    scores.said(contact, words)
  }

  function ended(contact: string): void {
    over.set(contact, nowMs)
    if (![...followed.values()].includes(contact)) forget(contact)
  }

  function forget(contact: string): void {
    queuedAt.delete(contact)
    said.delete(contact)
    over.delete(contact)
  }

  /** One caller of each language is followed until a moment after the end; then the newest who waits. */
  function follow(): void {
    for (const lang of DEMO_LANGUAGES) {
      const now = followed.get(lang)
      const overAt = now === undefined ? undefined : over.get(now)
      if (now !== undefined && (overAt === undefined || nowMs - overAt < LINGER_MS)) continue
      const next = [...queuedAt.keys()].findLast((contact) => !over.has(contact) && fold.live.contact(contact)?.language === lang)
      if (next === undefined) continue
      if (now !== undefined) forget(now)
      followed.set(lang, next)
      apply({ kind: 'receipt', contact: next, seq: fold.seq, level: 'served', via: 'demo' })
    }
  }

  function second(secondMs: number, forecastEverySeconds: number): void {
    const happened = [...phone.advance(secondMs, setting), ...chat.advance(secondMs, CHAT_SETTING)].sort((a, b) => a.time - b.time)
    nowMs = secondMs
    held.push(...happened)
    if (connected) {
      if (secondMs - heartbeatMs >= HEARTBEAT_MS) {
        heartbeatMs = secondMs
        take({ id: `beat-${secondMs}`, type: 'feed.heartbeat', time: secondMs })
      }
      const due = held
      held = []
      for (const event of due) take(event)
    }
    if (fold.needsTick(secondMs)) fold.tick(secondMs)
    if ((secondMs / 1000) % forecastEverySeconds === 0) for (const pool of fold.display.poolsDue(secondMs, fold.live)) fold.forecast(forecastPool(fold.live, fold.learning, pool, secondMs))
    // Nobody asks for them here.
    fold.takeEvidence()
    fold.takeTouched()
    follow()
  }

  function caller(lang: DemoLanguage, contact: string): DemoCaller {
    const display = renderDisplay(fold.display.figure(contact, fold.live), {
      center: CENTER, contact, langs: [lang], centerLanguages: CONFIG.languages, timeZone: CONFIG.timeZone, epoch: EPOCH, seq: fold.seq,
    })
    const overAt = over.get(contact)
    return {
      lang, contact, display, spoken: planText(promptPlan(display)), said: said.get(contact) ?? {}, over: overAt !== undefined,
      waitedSeconds: Math.max(0, Math.round(((overAt ?? nowMs) - (queuedAt.get(contact) ?? nowMs)) / 1000)),
    }
  }

  apply({ kind: 'config', config: CONFIG })
  return {
    get nowMs() { return nowMs },
    advance(untilMs, forecastEverySeconds = 1) {
      for (let secondMs = nowMs + 1000; secondMs <= untilMs; secondMs += 1000) second(secondMs, forecastEverySeconds)
    },
    set: (next) => void (setting = next),
    connect: (next) => void (connected = next),
    name: (lang) => void (namedIn = lang),
    frame: () => ({
      board: {
        queues: Array.from(fold.live.queues(), (view) => queueStatus(fold, view, { lang: namedIn, publicOnly: false, silent: false, nowMs })).sort((a, b) => (a.queue > b.queue ? -1 : 1)),
        feeds: fold.live.feeds(), asOf: new Date(nowMs).toISOString(), epoch: EPOCH, seq: fold.seq,
      },
      callers: DEMO_LANGUAGES.flatMap((lang) => {
        const contact = followed.get(lang)
        return contact === undefined ? [] : [caller(lang, contact)]
      }),
      scores: {
        'queuecast': scores.scoreOf('queuecast'), 'place-times-handle': scores.scoreOf('place-times-handle'), 'last-wait': scores.scoreOf('last-wait'),
        'running-average': scores.scoreOf('running-average'),
      },
    }),
  }
}

const CONFIG: CenterFacts = {
  id: CENTER, generation: 1, name: { en: 'Simulated center' }, languages: ['en', 'nl', 'fr', 'de'], timeZone: 'Europe/Brussels', show: 'both', public: true, purpose: 'test',
  queues: [{ id: PHONE, channel: 'voice', name: { en: 'Customer service', nl: 'Klantenservice', fr: 'Service clients', de: 'Kundenservice' } }, { id: 'chat', channel: 'chat', name: { en: 'Chat' } }],
  feeds: [{ name: FEED, alive: { kind: 'heartbeat', intervalSeconds: HEARTBEAT_MS / 1000 } }],
}
