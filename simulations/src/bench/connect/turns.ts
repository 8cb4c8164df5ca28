import { Agent, request } from 'node:http'
import { CENTER } from '../../faults/kit/http.ts'
import type { Customers } from './customers.ts'

const EVERY_MS = 20
/** A feed keeps its connections; a new one would wait behind all customers who come. */
const agent = new Agent({ keepAlive: true, maxSockets: 16 })

/** From the POST that says it is somebody's turn to the frame on that customer's connection, milliseconds. */
export interface Turns { p50Ms: number; p99Ms: number; mostMs: number; asked: number; arrived: number }

export interface Called { url: string; key: string; customers: Customers; contactOf(number: number): string }

/** Calls customers from `from` up to `to` one after the other, fifty a second and each once, until `until` is settled. */
export async function callInTurn({ url, key, customers, contactOf }: Called, from: number, to: number, until: Promise<unknown>): Promise<Turns> {
  const askedAt = new Map<number, number>()
  const tookMs: number[] = []
  customers.onTurn((number, atMicros) => {
    const asked = askedAt.get(number)
    if (asked !== undefined && number >= from && number < to) tookMs.push(atMicros / 1000 - asked)
  })
  const posts: Promise<unknown>[] = []
  let next = from
  let over = false
  const timer = setInterval(() => {
    if (over || next >= to) return
    const number = next
    next += 1
    const time = performance.timeOrigin + performance.now()
    askedAt.set(number, time)
    posts.push(post(url, key, [{ id: `${contactOf(number)}-r`, type: 'contact.ringing', time: Math.floor(time), contact: contactOf(number), agent: 'bench' }]))
  }, EVERY_MS)
  try {
    await until
    over = true
    await Promise.all(posts)
    const limit = performance.now() + 5_000
    while (tookMs.length < askedAt.size && performance.now() < limit) await new Promise((resolve) => { setTimeout(resolve, 50) })
  } finally {
    clearInterval(timer)
  }
  tookMs.sort((a, b) => a - b)
  const share = (part: number): number => tookMs[Math.min(tookMs.length - 1, Math.floor(tookMs.length * part))] ?? Number.NaN
  return { p50Ms: share(0.5), p99Ms: share(0.99), mostMs: share(1), asked: askedAt.size, arrived: tookMs.length }
}

/** One that fails is one whose turn never arrives. */
function post(url: string, key: string, events: readonly object[]): Promise<void> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'queuecast-purpose': 'test', 'authorization': `Bearer ${key}` }
    request(`${url}/v1/centers/${CENTER}/events`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', resolve)
    }).on('error', () => resolve()).end(JSON.stringify({ events }))
  })
}
