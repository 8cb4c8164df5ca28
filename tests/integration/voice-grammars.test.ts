import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Display } from '@queuecast/client-sdk/protocol'
import { asteriskSounds, connectAttributes, freeSwitchPhrases, promptPlan, ssml, twiml, voiceXml } from '@queuecast/server/delivery/ivr'
import { renderDisplay, WORDED_LANGUAGES } from '@queuecast/server/delivery/wording'
import { XMLParser } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** W3C's own grammar, as Debian ships it. */
const VOICEXML_DTD = '/usr/share/xml/w3c-sgml-lib/schema/dtd/REC-voicexml21-20070619/vxml.dtd'
const canValidate = existsSync(VOICEXML_DTD) && spawnSync('xmllint', ['--version']).status === 0
const PHRASES = readFileSync(new URL('../../docs/voice/freeswitch-phrases.xml', import.meta.url), 'utf8')

const bound = (minutes: number): Display['wait'] => ({ known: true, boundSeconds: minutes * 60, share: 0.9, p10Seconds: 1, p50Seconds: 2, p90Seconds: 3, basedOn: 'queue-length' })
const asOfMs = Date.UTC(2026, 10, 22, 10)

/** What is told of a caller, in its words. */
function displayOf(lang: string, figure: { state?: Display['state']; wait?: Display['wait']; position?: number } = {}): Display {
  return renderDisplay({
    state: 'waiting', wait: bound(4), asOfMs, freshForSeconds: 15, channel: 'voice', queue: 'support', ...figure, ...(figure.position === undefined ? {} : { positionFirm: true }),
  }, { center: 'acme', contact: 'c-1', langs: [lang], centerLanguages: WORDED_LANGUAGES, timeZone: 'Europe/Brussels', epoch: '0000000001', seq: 1 })
}
/** Every wait to two hours in every language, silence, closing and what is unknown, and a notice with all that XML minds. */
const displays: Display[] = WORDED_LANGUAGES.flatMap((lang) => {
  const odd = displayOf(lang)
  return [
    ...Array.from({ length: 120 }, (_, at) => displayOf(lang, { wait: bound(at + 1), position: at + 1 })),
    displayOf(lang, { state: 'connecting' }), displayOf(lang, { state: 'closing' }), displayOf(lang, { wait: { known: false, reason: 'too-little-data' } }),
    { ...odd, text: { ...odd.text, revision: 'Längeŕ.', notice: 'Storm & <regen> ]]> "x" \u0000\u0007 \u{1F327}', offer: 'Bel terug?' } },
  ]
})
const folder = mkdtempSync(join(tmpdir(), 'queuecast-voice-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Faults that the validator finds in these documents. */
function faults(documents: readonly string[]): string {
  const paths = documents.map((text, at) => {
    const path = join(folder, `${at}.xml`)
    writeFileSync(path, text)
    return path
  })
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--dtdvalid', VOICEXML_DTD, ...paths], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return status === 0 ? '' : stderr.slice(0, 2000)
}

interface Node { name: string; attributes: Record<string, string>; children: (Node | string)[] }
/** The tree of a document, without its processing instructions. */
function tree(text: string): Node {
  const parsed = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', trimValues: false, ignoreDeclaration: true }).parse(text) as Record<string, unknown>[]
  const read = (raw: Record<string, unknown>): Node | string => {
    const name = Object.keys(raw).find((key) => key !== ':@') ?? ''
    return name === '#text' ? String(raw[name]) : { name, attributes: { ...(raw[':@'] as Record<string, string> | undefined) }, children: (raw[name] as Record<string, unknown>[]).map(read) }
  }
  const [root] = parsed.map(read).filter((node): node is Node => typeof node !== 'string')
  if (root === undefined) throw new Error('no element')
  return root
}

describe.skipIf(!canValidate)('VoiceXML, by W3C\'s own grammar', () => {
  it('every announcement is valid VoiceXML 2.1', () => {
    expect(faults(displays.map((display) => voiceXml(promptPlan(display))))).toBe('')
  })

  it('SSML says what is allowed in a prompt', () => {
    const inside = displays.map((display) => ssml(promptPlan(display)).replace(/^<speak[^>]*>/, '').replace(/<\/speak>$/, ''))
    expect(faults(inside.map((body) => `<vxml version="2.1" xmlns="http://www.w3.org/2001/vxml"><form><block><prompt>${body}</prompt></block></form></vxml>`))).toBe('')
  })

  it('the grammar is in force: it finds what is wrong', () => {
    expect(faults([voiceXml(promptPlan(displayOf('nl'))).replace('<return/>', '<leave/>')])).toContain('leave')
  })
})

beforeAll(() => {
  if (!canValidate && process.env['CI'] === 'true') throw new Error('no grammar of VoiceXML: apt-get install w3c-sgml-lib libxml2-utils')
  if (!canValidate) console.warn('left out: VoiceXML by W3C\'s grammar; install w3c-sgml-lib and libxml2-utils')
})

describe('SSML, TwiML and flat forms, by what their specifications allow', () => {
  it('SSML 1.1: a speak with version, namespace and language, in it sentences of text alone', () => {
    for (const display of displays) {
      const { name, attributes, children } = tree(ssml(promptPlan(display)))
      expect([name, attributes]).toEqual(['speak', { 'version': '1.1', 'xmlns': 'http://www.w3.org/2001/10/synthesis', 'xml:lang': display.text.lang }])
      for (const child of children) expect(child).toMatchObject({ name: 's', attributes: {}, children: [expect.any(String)] })
    }
  })

  it('TwiML: only Say in a language of Twilio\'s and one Pause of whole seconds, as a waitUrl may hold', () => {
    for (const display of displays) {
      const { name, attributes, children } = tree(twiml(promptPlan(display), 20))
      expect([name, attributes]).toEqual(['Response', {}])
      expect(children.at(-1)).toMatchObject({ name: 'Pause', attributes: { length: expect.stringMatching(/^[1-9]\d*$/) }, children: [] })
      for (const child of children.slice(0, -1)) expect(child).toMatchObject({ name: 'Say', attributes: { language: expect.stringMatching(/^(nl-NL|fr-FR|de-DE|en-GB)$/) }, children: [expect.stringMatching(/^.{1,4096}$/s)] })
    }
  })

  it('Amazon Connect: one flat object of texts of at most 32 KB, named so that a flow can read them', () => {
    for (const display of displays) {
      const attributes = connectAttributes(promptPlan(display), display)
      expect(Buffer.byteLength(JSON.stringify(attributes))).toBeLessThan(32 * 1024)
      for (const [name, value] of Object.entries(attributes)) expect([name, typeof value]).toEqual([expect.stringMatching(/^\w+$/), 'string'])
    }
  })

  it('FreeSWITCH: each phrase has a macro, and its figure a pattern there', () => {
    const macros = tree(PHRASES).children.filter((node): node is Node => typeof node !== 'string' && node.name === 'macro')
    const patterns = new Map(macros.map(({ attributes, children }) => [attributes['name'], children.flatMap((node) => (typeof node !== 'string' && node.name === 'input' ? [new RegExp(node.attributes['pattern'] ?? '')] : []))]))
    for (const display of displays) {
      for (const phrase of freeSwitchPhrases(promptPlan(display)).phrases) {
        const [kind, macro = '', data = ''] = phrase.split(':')
        expect(kind).toBe('phrase')
        expect(patterns.get(macro)?.some((pattern) => pattern.test(data))).toBe(true)
      }
    }
  })

  it('Asterisk: only files of the stock sets, by their kind of name', () => {
    const stock = /^(?:queue-(?:thereare|youarenext|holdtime|less-than|minutes?|seconds|thankyou)|digits\/(?:1?\d|1[FN]|[2-9]0|\d-and|hundred|et|nl-en))$/
    for (const display of displays) expect(asteriskSounds(promptPlan(display)).sounds.filter((sound) => !stock.test(sound))).toEqual([])
  })
})
