import { readFileSync } from 'node:fs'
import type { TestRedis } from '../processes/index.ts'

/** Linux counts in hundredths of a second whatever the kernel's own tick (USER_HZ). */
const MICROS_A_TICK = 10_000

/** CPU that a process has used, user and system together, from Linux. */
export function cpuMicros(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in parentheses may hold anything; utime and stime are the 14th and 15th field.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * MICROS_A_TICK
}

/** Resident memory of a process, from Linux. */
export function rssBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
}

/** What Redis says it used since it started. */
export async function redisFigures(redis: TestRedis): Promise<{ cpu: number; in: number; out: number; memory: number }> {
  const info = await redis.cli('INFO')
  const figure = (name: string): number => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1])
  return { cpu: (figure('used_cpu_sys') + figure('used_cpu_user')) * 1e6, in: figure('total_net_input_bytes'), out: figure('total_net_output_bytes'), memory: figure('used_memory') }
}
