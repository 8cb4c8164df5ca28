import { mkdir, readdir, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { CenterFact } from '../../contact-center/index.ts'
import { type ChainHead, EMPTY_HEAD, headOf, nextEntry, saltedPayload } from '../chain/chain-entry.ts'
import { lineText, parseLine, type Seal, sealText } from '../chain/line.ts'
import { compareLogIds } from '../compare-log-ids.ts'
import { count, DayFiles } from '../files/day-files.ts'
import { readLines } from '../files/read-lines.ts'
import { appendSynced } from '../files/write-file.ts'
import { dayOf, dayStartMs } from '../port.ts'
import { factNames } from './fact-names.ts'
import { type ConfiguredCharter, type StandingFacts, standingIn, withAdopted, withStanding } from './standing-facts.ts'

/** One fact as the archive keeps it; `away`: an outage of ours that ended at this entry, before its facts; `standing`: what a day begins with. */
export type ArchivedBody = { kind: 'fact'; fact: CenterFact } | { kind: 'away'; gapMs: number; secondMs: number } | StandingFacts

export const eventsBook = (center: string): string => `events:${center}`

/** No file stays open: a node may have thousands of centers. */
interface OpenDay { day: string; path: string; seal: Seal }
interface Chain { head: ChainHead; open: OpenDay | undefined; standing: StandingFacts | undefined; /** It changed, and no line says so yet. */ unsaid: boolean }
interface Group { log: string; atMs: number; bodies: ArchivedBody[] }

/**
 * Every fact that this node folded, by center and day (UTC), in files that are chained like the ledger: what verdicts can be computed
 * from again. One line a log entry; what is folded again after a restart is passed over. Each day begins with what stood then, so that it
 * can be read when the days before are gone.
 */
export class EventArchive {
  #root: string
  #adopted: (center: string) => readonly ConfiguredCharter[] | undefined
  #chains = new Map<string, Chain>()
  #groups = new Map<string, Group[]>()
  #turn: Promise<unknown> = Promise.resolve()

  /** `adopted`: the charters that a center's configuration takes on. */
  constructor(root: string, adopted: (center: string) => readonly ConfiguredCharter[] | undefined = () => undefined) {
    this.#root = root
    this.#adopted = adopted
  }

  /** `log` is the id of the entry that holds it. Written with the next flush. */
  take(center: string, log: string, atMs: number, body: ArchivedBody): void {
    let groups = this.#groups.get(center)
    if (groups === undefined) this.#groups.set(center, (groups = []))
    const last = groups.at(-1)
    if (last?.log === log) last.bodies.push(body)
    else groups.push({ log, atMs, bodies: [body] })
  }

  /** Writes and syncs what was taken; between whole log entries only. Rejects where the disk does not take it: then it is kept for the next time. */
  flush(): Promise<void> {
    return this.#inTurn(async () => {
      for (const [center, groups] of this.#groups) {
        const taken = groups.slice()
        await this.#write(center, taken)
        groups.splice(0, taken.length)
        if (groups.length === 0) this.#groups.delete(center)
      }
    })
  }

  /** Takes a contact out of all days. How many facts went. */
  erase(center: string, contact: string): Promise<number> {
    return this.#inTurn(async () => {
      // The next flush looks where the file ends then.
      this.#chains.delete(center)
      const files = this.#files(center)
      let gone = 0
      for (const day of await files.days()) {
        gone += await files.dropPayloads(day, ({ payloads }, index) => {
          const payload = payloads[index]
          if (payload === undefined || !payload.text.includes(JSON.stringify(contact))) return false
          const body = JSON.parse(payload.text) as ArchivedBody
          return body.kind === 'fact' && factNames(body.fact, contact)
        })
      }
      return gone
    })
  }

  /** Removes the days before this one. */
  drop(center: string, beforeDay: string): Promise<void> {
    return this.#inTurn(async () => {
      const files = this.#files(center)
      for (const day of await files.days()) if (day < beforeDay) await rm(files.path(day), { force: true })
    })
  }

  async centers(): Promise<string[]> {
    return readdir(this.#root).catch(() => [])
  }

  async close(): Promise<void> {
    await this.flush()
    this.#chains.clear()
  }

  #files(center: string): DayFiles {
    return new DayFiles(join(this.#root, center), eventsBook(center))
  }

  async #write(center: string, groups: readonly Group[]): Promise<void> {
    const chain = this.#chains.get(center) ?? await this.#openChain(center)
    this.#chains.set(center, chain)
    const standing = withAdopted(chain.standing, this.#adopted(center))
    if (standing !== chain.standing) chain.unsaid = true
    chain.standing = standing
    let text = ''
    const put = async (): Promise<void> => {
      if (text === '' || chain.open === undefined) return
      await appendSynced(chain.open.path, text)
      text = ''
    }
    // What does not come to the disk whole is read again from there.
    try {
      for (const { log, atMs, bodies } of groups) {
        if (compareLogIds(log, chain.head.log) <= 0) continue
        if (chain.open?.day !== dayOf(atMs)) {
          await put()
          await this.#turnDay(center, chain, dayOf(atMs))
        }
        const says = chain.unsaid || chain.open?.seal.entries === 0
        chain.unsaid = false
        const payloads = (says && chain.standing !== undefined ? [chain.standing, ...bodies] : bodies).map(saltedPayload)
        chain.standing = withStanding(chain.standing, bodies)
        const entry = nextEntry(eventsBook(center), chain.head, { log, atMs }, payloads)
        if (chain.open !== undefined) count(chain.open.seal, entry)
        text += `${lineText({ entry, payloads })}\n`
        chain.head = headOf(entry)
      }
      await put()
    } catch (error) {
      this.#chains.delete(center)
      throw error
    }
  }

  /** Seals the day that is open, and opens this one. A clock that goes back stays in its day. */
  async #turnDay(center: string, chain: Chain, day: string): Promise<void> {
    const files = this.#files(center)
    if (chain.open !== undefined) {
      if (day < chain.open.day) return
      if (chain.open.seal.entries > 0) await appendSynced(chain.open.path, `${sealText(chain.open.seal)}\n`)
    }
    await mkdir(files.folder, { recursive: true, mode: 0o700 })
    chain.open = { day, path: files.path(day), seal: files.newSeal(day, { n: chain.head.n + 1, prev: chain.head.hash }) }
  }

  /** Where the newest file ends; a line that a crash cut is taken off. */
  async #openChain(center: string): Promise<Chain> {
    const files = this.#files(center)
    const day = (await files.days()).at(-1)
    if (day === undefined) return { head: EMPTY_HEAD, open: undefined, standing: undefined, unsaid: false }
    let standing: StandingFacts | undefined
    const path = files.path(day)
    let [head, bytes, sealed] = [await this.#headBefore(files, day), 0, false]
    let seal = files.newSeal(day, { n: head.n + 1, prev: head.hash })
    for await (const text of readLines(path)) {
      const parsed = parseLine(text.slice(0, -1))
      if (!text.endsWith('\n') || typeof parsed === 'string') break
      bytes += Buffer.byteLength(text)
      if (parsed.kind === 'seal') sealed = true
      else {
        const { entry } = parsed.line
        // The days before may be gone.
        if (seal.entries === 0) seal = files.newSeal(day, entry)
        head = headOf(entry)
        count(seal, entry)
        standing = withStanding(standing, standingIn(parsed.line))
      }
    }
    const { size } = await stat(path)
    if (size > bytes) await truncate(path, bytes)
    return { head, open: sealed ? undefined : { day, path, seal }, standing: standing ?? await this.#standingBefore(files, day), unsaid: false }
  }

  async #headBefore(files: DayFiles, before: string): Promise<ChainHead> {
    for (const day of (await files.days()).filter((one) => one < before).reverse()) {
      let head: ChainHead | undefined
      for await (const { entry } of files.lines(day)) head = headOf(entry)
      if (head !== undefined) return head
    }
    return EMPTY_HEAD
  }

  /** Of an archive whose days do not begin with what stood yet. */
  async #standingBefore(files: DayFiles, before: string): Promise<StandingFacts | undefined> {
    let standing: StandingFacts | undefined
    for (const day of await files.days()) {
      if (day >= before) break
      for await (const line of files.lines(day)) standing = withStanding(standing, standingIn(line))
    }
    return standing
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turn.catch(() => undefined).then(work)
    this.#turn = next
    return next
  }
}

/** The first day that is kept where so many days are. */
export const keptFrom = (nowMs: number, days: number): string => dayOf(dayStartMs(dayOf(nowMs)) - days * 86_400_000)
