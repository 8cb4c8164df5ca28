import { join } from 'node:path'
import type { Seal } from '../chain/line.ts'
import { writeWhole } from '../files/write-file.ts'
import type { HeadMail } from './mail.ts'
import type { TimeStampAuthority } from './time-stamp.ts'
import { type HeadWebhook, postHead } from './webhook.ts'

/** Where the head of each sealed day goes: whoever keeps it can prove later that nothing of the days before was changed. */
export interface Heads { webhook?: HeadWebhook; mail?: HeadMail; timeStamp?: TimeStampAuthority }
export type HeadWay = 'webhook' | 'mail' | 'time-stamp'

export interface WayOut {
  way: HeadWay
  /** Name of the file, beside the sealed days, that says which head left last. */
  note: string
  /** Resolves once the head was taken, with by whom where that is worth saying; rejects otherwise. */
  send(center: string, seal: Seal, at: { folder: string; nowMs: number; signal: AbortSignal }): Promise<string | undefined>
}

/** The ways that are configured. The libraries for mail and stamps are loaded by the first head that needs them: most servers never do. */
export function waysOf({ webhook, mail, timeStamp }: Heads): WayOut[] {
  const ways: WayOut[] = []
  if (webhook !== undefined) ways.push({ way: 'webhook', note: 'head-sent', send: (center, seal, at) => postHead(webhook, center, seal, at).then(() => undefined) })
  if (mail !== undefined) ways.push({ way: 'mail', note: 'head-mailed', async send(center, seal) {
    const { mailHead } = await import('./mail.ts')
    await mailHead(mail, center, seal)
    return undefined
  } })
  if (timeStamp !== undefined) ways.push({ way: 'time-stamp', note: 'head-stamped', async send(_center, seal, { folder, signal }) {
    const { stampHead } = await import('./time-stamp.ts')
    const { answer, stamp } = await stampHead(timeStamp, seal, signal)
    await writeWhole(join(folder, `${seal.day}.tsr`), [answer])
    return stamp.authority
  } })
  return ways
}
