import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Environment, faultLine, keysFileText, loadConfig, type LoadConfigDeps, type ServerConfig } from './config/index.ts'
import { locateJsonFault } from './delivery/http/index.ts'
import { CONNECTED_SOURCES, pushedSources } from './feeds/index.ts'
import { createSpeech, findEngine, type Speech } from './delivery/speech/index.ts'
import { type EventLog, openEmbeddedLog, openRedisLog } from './event-log/index.ts'
import { createLogger, openTracing } from './observability/index.ts'
import { openLedgerStore } from './pipeline/open-ledger.ts'
import { type RunningServer, startServer } from './pipeline/start-server.ts'

const logger = createLogger({ write: (line) => process.stderr.write(line) })
let log: EventLog | undefined

async function openLog(environment: Environment): Promise<EventLog> {
  const { redisUrls, partitions, dataDir } = environment
  const onWarning = (message: string): void => logger.warn(message)
  log ??= redisUrls.length === 0
    ? await openEmbeddedLog({ dataDir: join(dataDir, 'log'), partitions, onWarning })
    : await openRedisLog({ urls: redisUrls, partitions, onWarning })
  return log
}

const configDeps: LoadConfigDeps = {
  env: process.env,
  readFile: (path) => readFileSync(path, 'utf8'),
  locateJsonFault,
  sources: { ...CONNECTED_SOURCES, ...pushedSources((path) => readFileSync(path, 'utf8')) },
  secretsFor: async (environment) => {
    const opened = await openLog(environment)
    return (name, propose) => opened.secret(name, propose)
  },
}

/** Configuration faults, or the store's own words, one a line; nothing was listened on yet. */
function giveUp(lines: string[]): never {
  for (const line of lines) console.error(line)
  process.exit(1)
}

function writeKeys(config: ServerConfig): string | undefined {
  if (config.madeKeys.length === 0) return undefined
  const folder = resolve(config.environment.dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'keys.json')
  writeFileSync(path, keysFileText(config.madeKeys), { mode: 0o600 })
  return path
}

async function openSpeech({ speechEngine }: Environment): Promise<Speech | undefined> {
  const engine = await findEngine(speechEngine, process.env['PATH'] ?? '')
  return engine === undefined ? undefined : createSpeech({ engine })
}

function announce(config: ServerConfig, url: string, keysPath: string | undefined, speech: Speech | undefined): void {
  const center = config.centers[0]?.id ?? ''
  const { redisUrls, dataDir } = config.environment
  console.log([
    `Queuecast listens on ${url}`,
    ...(config.centers.some(({ purpose }) => purpose === 'test') ? [`  demo        ${url}/demo`] : []),
    `  wallboard   ${url}/${center}/wallboard`,
    `  API         ${url}/docs`,
    `  store       ${redisUrls.length === 0 ? `embedded, in ${resolve(dataDir)}` : `Redis, ${config.environment.partitions} partitions`}`,
    ...(speech === undefined ? [] : [`  speech      ${speech.engine}`]),
    ...(keysPath === undefined ? [] : [`  keys        ${keysPath}`]),
  ].join('\n'))
}

async function main(): Promise<void> {
  const loaded = await loadConfig(configDeps).catch((error: unknown) => giveUp([error instanceof Error ? error.message : String(error)]))
  if (!loaded.ok) giveUp(loaded.faults.map(faultLine))
  const { config } = loaded
  const keysPath = writeKeys(config)
  const failed = (error: unknown): never => giveUp([error instanceof Error ? error.message : String(error)])
  const speech = await openSpeech(config.environment).catch(failed)
  const tracing = await openTracing(process.env, (message) => logger.warn(message))
  const server = await startServer({ config, log: await openLog(config.environment), ledger: await openLedgerStore(config.environment), logger, speech, tracing }).catch(failed)
  announce(config, server.url, keysPath, speech)
  handleSignals(server)
}

function handleSignals(server: RunningServer): void {
  let stopping = false
  const stop = (signal: string): void => {
    if (stopping) process.exit(1)
    stopping = true
    logger.info('stopping', { signal })
    server.close().then(() => process.exit(0), (error: unknown) => {
      logger.error('stopping failed', error)
      process.exit(1)
    })
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('SIGHUP', () => {
    loadConfig(configDeps).then(async (loaded) => {
      if (loaded.ok) {
        await server.reconfigure(loaded.config)
        logger.info('configuration read again', { generation: loaded.config.generation })
      } else for (const fault of loaded.faults) logger.warn('the configuration was not taken', { fault: faultLine(fault) })
    }).catch((error: unknown) => logger.error('the configuration could not be read again', error))
  })
}

await main()
