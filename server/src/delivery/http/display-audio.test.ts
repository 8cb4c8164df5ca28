import { describe, expect, it } from 'vitest'
import { readWav, writeWav } from '../ivr/index.ts'
import type { Speech, Spoken } from '../speech/index.ts'
import { makeDisplay } from '../testing/memory-source.ts'
import { createHttpApp } from './create-http-app.ts'
import { bearer, createMemoryDeps, type MemoryDeps, tokenFor } from './testing/memory-deps.ts'

const DISPLAY = '/v1/centers/acme/contacts/c-1/display'
const WAV = writeWav({ hertz: 8000, samples: Int16Array.of(1, 2, 3) })
const audio = bearer('acme-ivr', { accept: 'audio/wav' })

type Say = (text: string, lang: string, rate: unknown) => Spoken | Promise<Spoken>
function serve(say: Say | undefined): { deps: MemoryDeps; said: [string, string, unknown][]; request: (query?: string, init?: RequestInit) => Promise<Response> } {
  const said: [string, string, unknown][] = []
  const speech: Speech | undefined = say === undefined ? undefined : { engine: 'fake', say: async (text, lang, rate) => { said.push([text, lang, rate]); return say(text, lang, rate) } }
  const deps = createMemoryDeps({ speech })
  deps.source.put(makeDisplay({ center: 'acme', contact: 'c-1', seq: 7, channel: 'voice', text: { lang: 'nl', sentence: 'U bent nummer 3.', notice: 'Storm.' } }))
  const app = createHttpApp(deps)
  return { deps, said, request: async (query = '', init = audio) => app.request(`${DISPLAY}${query}`, init) }
}
const sound = (): Spoken => ({ kind: 'sound', wav: WAV })
const problem = async (response: Response): Promise<Record<string, unknown>> => ({ ...await response.json() as Record<string, unknown>, retryAfter: response.headers.get('retry-after') })

describe('GET /display as sound', () => {
  it('speaks all that must be told, in the language of the display, and notes that it was served', async () => {
    const { deps, said, request } = serve(sound)
    const response = await request()
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'content-type': 'audio/wav', 'content-language': 'nl', 'queuecast-fresh-for': '15', 'queuecast-seq': '0000000001:7', 'cache-control': 'private, no-cache' })
    expect(readWav(new Uint8Array(await response.arrayBuffer()))?.samples).toEqual(Int16Array.of(1, 2, 3))
    expect(said).toEqual([['U bent nummer 3. Storm.', 'nl', 8000]])
    expect(deps.source.servedContacts).toEqual([{ center: 'acme', contact: 'c-1', via: 'ivr' }])
  })

  it('comes only to who asks for it, and without an engine the next best form does', async () => {
    const { said, request } = serve(sound)
    for (const accept of [undefined, '*/*', 'application/json']) {
      expect((await request('', bearer('acme-ivr', accept === undefined ? {} : { accept }))).headers.get('content-type')).toBe('application/json')
    }
    expect(said).toEqual([])
    expect((await request('', bearer('acme-ivr', { accept: 'audio/*' }))).headers.get('content-type')).toBe('audio/wav')
    const both = bearer('acme-ivr', { accept: 'audio/wav, application/ssml+xml;q=0.5' })
    expect((await request('', both)).headers.get('content-type')).toBe('audio/wav')
    expect((await serve(undefined).request('', both)).headers.get('content-type')).toBe('application/ssml+xml; charset=utf-8')
  })

  it('without an engine says what to install', async () => {
    const response = await serve(undefined).request()
    expect(response.status).toBe(406)
    expect(await problem(response)).toMatchObject({ type: 'urn:queuecast:problem:not-acceptable', field: 'Accept', fix: expect.stringContaining('install espeak-ng') })
  })

  it('is silence without a body while there is nothing to say', async () => {
    const { deps, said, request } = serve(sound)
    deps.source.put({ ...deps.source.display('acme', 'c-1', []), state: 'connecting' })
    const response = await request()
    expect([response.status, await response.text(), said]).toEqual([204, '', []])
    expect(deps.source.servedContacts).toEqual([])
  })

  it('is never sound of words that are over: what holds when the engine is done is spoken', async () => {
    const { deps, said, request } = serve((text) => {
      if (text.startsWith('U bent nummer 3')) deps.source.put({ ...deps.source.display('acme', 'c-1', []), seq: 8, text: { lang: 'nl', sentence: 'U bent nummer 2.' } })
      return sound()
    })
    const response = await request()
    expect(response.headers.get('queuecast-seq')).toBe('0000000001:8')
    expect(said.map(([text]) => text)).toEqual(['U bent nummer 3. Storm.', 'U bent nummer 2.'])
  })

  it('is silence where the turn came while the engine spoke, and no sound where the words never stand still', async () => {
    const turn = serve(() => {
      turn.deps.source.put({ ...turn.deps.source.display('acme', 'c-1', []), state: 'connecting' })
      return sound()
    })
    expect((await turn.request()).status).toBe(204)
    const restless = serve(() => {
      restless.deps.source.put({ ...restless.deps.source.display('acme', 'c-1', []), text: { lang: 'nl', sentence: `U bent nummer ${restless.said.length}.` } })
      return sound()
    })
    const response = await restless.request()
    expect([response.status, restless.said.length]).toEqual([503, 3])
    expect(await problem(response)).toMatchObject({ type: 'urn:queuecast:problem:no-speech', retryAfter: '1' })
  })

  it('has a tag of its own for each rate, and 304 costs no speech', async () => {
    const { said, request } = serve(sound)
    const tag = (await request()).headers.get('etag') ?? ''
    const held = bearer('acme-ivr', { 'accept': 'audio/wav', 'if-none-match': tag })
    expect((await request('', held)).status).toBe(304)
    expect(said).toHaveLength(1)
    expect((await request('?hertz=16000', held)).status).toBe(200)
    expect((await request('?hertz=engine', held)).status).toBe(200)
    expect(said.map(([, , rate]) => rate)).toEqual([8000, 16_000, 'engine'])
    expect(await problem(await request('?hertz=44100'))).toMatchObject({ status: 400, field: 'hertz', fix: 'use 8000, 16000 or engine' })
  })

  it('of an engine that is busy or fails is 503 with when to ask again; why is for the log alone', async () => {
    expect(await problem(await serve(() => ({ kind: 'busy' })).request())).toMatchObject({ status: 503, retryAfter: '1' })
    const { deps, request } = serve(() => ({ kind: 'failed', detail: '/usr/bin/espeak-ng ended with 1: no voice' }))
    const answer = await problem(await request())
    expect(answer).toMatchObject({ status: 503, type: 'urn:queuecast:problem:no-speech', retryAfter: '5' })
    expect(JSON.stringify(answer)).not.toContain('/usr/bin')
    expect(deps.errors.map(String)).toEqual(['Error: /usr/bin/espeak-ng ended with 1: no voice'])
    expect(deps.source.servedContacts).toEqual([])
  })

  it('is refused to who may not see the display', async () => {
    const { said, request } = serve(sound)
    expect((await request('', bearer(tokenFor('acme', 'c-2'), { accept: 'audio/wav' }))).status).toBe(403)
    expect((await request('', { headers: { accept: 'audio/wav' } })).status).toBe(401)
    expect(said).toEqual([])
  })
})
