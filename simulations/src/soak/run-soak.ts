import { setTimeout as pause } from 'node:timers/promises'
import { readMetric } from '../faults/kit/http.ts'
import { newDataDir, removeDataDir, type ServerProcess, startRedis, startServerProcess } from '../processes/index.ts'
import { rssBytes } from '../bench/process-figures.ts'
import { grownClasses, type GrownClass, type HeapClass, heapClasses } from './heap-classes.ts'
import { INSPECTED, type Inspector, openInspector } from './inspector.ts'
import { faultsOf, judgeSoak, SILENT_LIMIT_SECONDS, type SoakSample, type SoakVerdict } from './judge-soak.ts'
import { SoakLoad } from './soak-load.ts'

export interface SoakOptions {
  minutes: number
  /** Of `minutes`, how many are not judged. */
  warmUpMinutes: number
  sampleSeconds: number
  /** Events a second; without it half of what the server takes when it is asked for all it can. */
  eventsPerSecond?: number
  customers: number
  /** Contacts whose whole life goes through at the start, to find what a kept one costs. */
  burstLives: number
  /** Until the burst's contacts are settled and small; default a minute and a quarter. */
  settleSeconds?: number
  /** `faults`: everything that went wrong so far. */
  onSample(sample: SoakSample, faults: ReadonlyMap<string, number>): void
}

export interface SoakResult {
  fullEventsPerSecond: number
  eventsPerSecond: number
  bytesPerKept: number
  samples: SoakSample[]
  grown: GrownClass[]
  faults: string[]
  verdict: SoakVerdict
}

/** Code is compiled and caches are filled by so many lives before anything is weighed. */
const FIRST_SHARE = 0.25
/** A contact is settled a minute after its end and is smaller then; the rest is for ticks and snapshots. */
const SETTLE_SECONDS = 75
const GROWN_SHOWN = 12
const WATCH_MS = 250
/** The JSON of a larger heap is longer than a string may be; to write it stands the server still for more than a minute (78 s at 580 MB). */
const LARGEST_COMPARED_BYTES = 250e6

/** A real server on a Redis of its own, under load for as long as asked. All of it ends with the run. */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const redis = await startRedis({ appendonly: 'always' })
  const dataDir = newDataDir()
  let server: ServerProcess | undefined
  let inspector: Inspector | undefined
  try {
    server = await startServerProcess({ dataDir, env: { ...INSPECTED, QUEUECAST_REDIS_URL: redis.url, QUEUECAST_PARTITIONS: '1' } })
    inspector = await openInspector(server)
    const load = new SoakLoad({ url: server.url, keys: server.keys() })
    try {
      return await soak(options, server, inspector, load)
    } finally {
      await load.stop()
      load.close()
    }
  } finally {
    inspector?.close()
    await server?.stop('SIGKILL')
    await redis.stop()
    removeDataDir(dataDir)
  }
}

async function soak(options: SoakOptions, server: ServerProcess, inspector: Inspector, load: SoakLoad): Promise<SoakResult> {
  const settleMs = 1000 * (options.settleSeconds ?? SETTLE_SECONDS)
  await load.burst(options.burstLives * FIRST_SHARE)
  await pause(settleMs)
  const before = { heap: await inspector.heapBytes(), kept: load.kept }
  const fullEventsPerSecond = await load.burst(options.burstLives)
  await pause(settleMs)
  const bytesPerKept = Math.max(0, (await inspector.heapBytes() - before.heap) / (load.kept - before.kept))
  const eventsPerSecond = options.eventsPerSecond ?? fullEventsPerSecond / 2

  await load.connect(options.customers)
  load.start(eventsPerSecond)
  const begunMs = performance.now()
  const look = createLook(server, inspector, load, eventsPerSecond, begunMs)
  const samples: SoakSample[] = []
  let first: ReturnType<typeof classesOf> = undefined
  let begun = false
  const rounds = Math.max(1, Math.round(options.minutes * 60 / options.sampleSeconds))
  let atMs = begunMs
  for (let round = 1; round <= rounds; round += 1) {
    atMs += options.sampleSeconds * 1000
    while (performance.now() < atMs) {
      await pause(Math.min(WATCH_MS, Math.max(1, atMs - performance.now())))
      look.watch()
    }
    const judged = round * options.sampleSeconds > options.warmUpMinutes * 60
    const begins = judged && !begun
    begun = judged
    if (begins && (samples.at(-1)?.heapBytes ?? 0) <= LARGEST_COMPARED_BYTES) {
      first = classesOf(await atRest(load, eventsPerSecond, inspector.heapSnapshot))
      await everyoneHears(load)
      await look.forget()
      // The first that is judged comes a whole interval after the server stood still.
      atMs = performance.now()
      continue
    }
    const sample = await look.take(judged)
    samples.push(sample)
    // On a machine with much else to do a look may take longer than the interval.
    atMs = Math.max(atMs, performance.now())
    options.onSample(sample, load.faults)
  }
  await load.stop()
  const last = first === undefined ? undefined : classesOf(await inspector.heapSnapshot())
  return { fullEventsPerSecond, eventsPerSecond, bytesPerKept, samples, grown: first === undefined || last === undefined ? [] : grownClasses(first, last, GROWN_SHOWN), faults: [...faultsOf(samples), ...Array.from(load.faults, ([what, count]) => `${what}: ${count}`), ...await serverFailures(server.url)], verdict: judgeSoak(samples, bytesPerKept) }
}

/** A heap that is too large to be read whole is judged by its size alone. */
const classesOf = (snapshot: string | undefined): Map<string, HeapClass> | undefined => (snapshot === undefined ? undefined : heapClasses(snapshot))

/** The server stands still while its heap is collected or written out; nobody may count that as its fault. */
async function atRest<T>(load: SoakLoad, eventsPerSecond: number, look: () => Promise<T>): Promise<T> {
  await load.stop()
  try {
    return await look()
  } finally {
    load.start(eventsPerSecond)
  }
}

/** After a standstill of a minute the server has to follow its log again: it has as long for that as a customer may be without news. */
async function everyoneHears(load: SoakLoad): Promise<void> {
  const untilMs = performance.now() + SILENT_LIMIT_SECONDS * 1000
  const begunMs = performance.now()
  while (performance.now() < untilMs && load.silentSeconds() > (performance.now() - begunMs) / 1000) await pause(WATCH_MS)
}

async function timed<T>(run: () => Promise<T>): Promise<[result: T, seconds: number]> {
  const begunMs = performance.now()
  const result = await run()
  return [result, (performance.now() - begunMs) / 1000]
}

interface Look {
  /** Notes how long customers have heard nothing. */
  watch(): void
  take(judged: boolean): Promise<SoakSample>
  /** What happened until now is no part of the next sample. */
  forget(): Promise<void>
}

function createLook(server: ServerProcess, inspector: Inspector, load: SoakLoad, eventsPerSecond: number, begunMs: number): Look {
  const { url, pid } = server
  let silentSeconds = 0
  let seen = { events: load.events, errors: load.errors, failures: 0 }
  async function counted(): Promise<typeof seen> {
    const failures = await readMetric(url, 'queuecast_failures_total')
    return { events: load.events, errors: load.errors, failures: Number.isNaN(failures) ? 0 : failures }
  }
  return {
    watch() {
      silentSeconds = Math.max(silentSeconds, load.silentSeconds())
    },
    async forget() {
      silentSeconds = 0
      seen = await counted()
      await readLoop(url)
    },
    async take(judged) {
      const loop = await readLoop(url)
      const now = await counted()
      const resources = await inspector.resources()
      const [heapBytes, collectionSeconds] = await atRest(load, eventsPerSecond, () => timed(inspector.heapBytes))
      const sample: SoakSample = {
        atSeconds: (performance.now() - begunMs) / 1000, judged, heapBytes, collectionSeconds, rssBytes: rssBytes(pid), keptContacts: load.kept,
        handles: [...resources.values()].reduce((sum, count) => sum + count, 0) - load.connected, connected: load.connected, ...loop,
        events: now.events - seen.events, errors: now.errors - seen.errors + now.failures - seen.failures, silentSeconds,
      }
      seen = now
      silentSeconds = 0
      // The collection stops the loop; the next reading shall not hold it.
      await readLoop(url)
      return sample
    },
  }
}

/** What the server counted as its own failures, by where. */
async function serverFailures(url: string): Promise<string[]> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return [...text.matchAll(/^queuecast_failures_total\{where="([^"]+)"\} (\d+)/gm)].map(([, where, count]) => `failed in the server, ${where}: ${count}`)
}

async function readLoop(url: string): Promise<{ eventLoopP99Seconds: number; eventLoopMaxSeconds: number }> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const of = (quantile: string): number => Number(new RegExp(`^queuecast_event_loop_delay_seconds\\{quantile="${quantile}"\\} (\\S+)`, 'm').exec(text)?.[1] ?? Number.NaN)
  return { eventLoopP99Seconds: of('0.99'), eventLoopMaxSeconds: of('1') }
}
