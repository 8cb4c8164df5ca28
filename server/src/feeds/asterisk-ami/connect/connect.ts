import type { FeedHost, FeedSettings, RunningFeed } from '../../contract.ts'
import { keepConnected } from '../../keep-connected.ts'
import { type Dial, dialAsterisk } from './dial.ts'
import { openSession } from './session.ts'

/** Keeps one Asterisk connected until it is closed. */
export const connectAsterisk = (settings: FeedSettings, host: FeedHost, dial: Dial = dialAsterisk): RunningFeed =>
  keepConnected(host, (listener) => openSession({ settings, host, dial }, listener))
