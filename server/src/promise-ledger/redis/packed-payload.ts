import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Payload } from '../chain/chain-entry.ts'
import { payloadFromJson, payloadJson } from '../stored-entry.ts'

/**
 * What evidence is mostly made of, so that a text of a kilobyte refers to it instead of carrying it: what is most usual stands last,
 * where a reference to it is shortest. Kept values can be read only with the very same text: another one needs another mark.
 */
const USUAL = Buffer.from([
  '{"kind":"hour","facts":{"fromMs":18,"toMs":18,"queues":[{"queue":"","openMs":3600000,"feedLiveMs":3600000,"live":[{"fromMs":18,"toMs":18}],"measured":"notices":[],"languages":["nl","fr","de","en"]',
  '"callback":{"offeredAtMs":18,"acceptedAtMs":18,"mode":"scheduled"},"mode":"keeps-place","window":{"dueByMs":18,"attempts":[{"atMs":18,"outcome":"no-answer"}],"reachedAtMs":18,"cancelledAtMs":18,"expiredAtMs":18',
  '"reason":"timeout"},"reason":"overflow"},"reason":"voicemail"},"reason":"exit-key"},"reason":"no-agents"},"reason":"disconnected-by-system"},"reason":"closed"},"by":"agent","to":"queue","kind":"blind","kind":"warm","answeredAtMs":18',
  '"dialledAtMs":18,"connectedAtMs":18,"choseAtMs":18,"humanAskedAtMs":18,"follows":"","followedBy":"","skills":["","channel":"email","channel":"video","channel":"callback","outcome":"expired","outcome":"left","outcome":"transferred","by":"bot","cost":{"perMinute":0.3,"currency":"EUR","freeWhileWaiting":true},',
  '"revision":{"fromSeconds":180,"toSeconds":240,"reason":"fewer-agents"},"duties":[{"kind":"offer-callback","charter":"","rule":""}],"playedAgainAtMs":[18,"notices":[","corrects":{"n":1,"index":0}',
  'U bent nummer in de rij. U zou iemand moeten hebben binnen minuten. Vous êtes le numéro dans la file. Vous devriez avoir quelqu\'un d\'ici minutes. Sie sind Nummer in der Reihe. You are number in line. You should be answered within minutes.',
  '"via":"polling","via":"element","via":"sse","via":"socketio","via":"ivr","seq":1,"received":18,"shown":18,"played":18},"positionFirm":true,"basedOn":"learned","basedOn":"throughput","language":"de","language":"en","language":"fr","language":"nl","text":"","ruleIds":["DP1","DP3","DP5"]},{"atMs":18,"levelAtMs":{"served":18},',
  '{"kind":"contact","evidence":{"center":"","contact":"","feed":"","channel":"chat","kind":"customer","channel":"messaging","kind":"customer","channel":"voice","kind":"customer","language":"nl","queues":["support"],"stays":[{"kind":"queued","queues":["support"],"priority":0,"sinceMs":18,"startedAtMs":18,"endedAtMs":18,"outcome":"abandoned"}],"outcome":"answered","servedQueue":"support"},{"kind":"with-agent","queues":["support"],"priority":0,"sinceMs":18,"startedAtMs":18,"endedAtMs":18,"outcome":"handled","servedQueue":"support"}],',
  '"clocks":{"queuedAtMs":18},"answers":[{"atMs":18,"by":"human","queue":"support"}],"abandonedAtMs":18,"left":[],"refused":[],"transfers":[],"replies":[],"told":[{"atMs":18,"levelAtMs":{},"via":"none","seq":1,"queue":"support","position":1,"positionFirm":false,"boundSeconds":60,"deadlineMs":18,"share":0.9,"basedOn":"throughput","p50Seconds":1.5,"p90Seconds":5.5,"servedBefore":1,"ruleIds":[]}],"charters":[],"charters":[{"id":"","version":"","fromMs":18}],"abandonedAtMs":18,"outcome":"abandoned","endedAtMs":18,"outcome":"handled","settledAtMs":18,"noCharter":true}}',
].join(''))

/** The first byte of a value packed with this text; one that is not packed begins with the first digit of its salt. */
const PACKED_1 = 1
/** No text begins below it. */
const SPACE = 0x20
const SALT_BYTES = 16
const SALT = /^[\da-f]{32}$/
/** A window of 4 KB holds the usual text and most of a payload; more costs time for each and gains a hundredth. */
const WINDOW = { windowBits: 12, dictionary: USUAL }
/** Most fit; zlib's own 16 KB for each would be held until Redis has answered. */
const PACKED_CHUNK = 512
const TEXT_CHUNK = 2_048

/** A payload as Redis keeps it, about a sixth of its text: the mark, the salt's bytes, then the text by raw DEFLATE (RFC 1951). */
export function packedPayload({ salt, text }: Payload): Buffer {
  if (!SALT.test(salt)) return Buffer.from(payloadJson({ salt, text }))
  return Buffer.concat([Buffer.of(PACKED_1), Buffer.from(salt, 'hex'), deflateRawSync(text, { ...WINDOW, memLevel: 5, chunkSize: PACKED_CHUNK })])
}

/** The payload of a kept value, packed or not. Throws where a later version packed it, or where it is damaged. */
export function unpackedPayload(kept: Buffer): Payload {
  const first = kept[0] ?? SPACE
  if (first >= SPACE) return payloadFromJson(kept.toString())
  if (first !== PACKED_1) throw new Error(`a payload of the ledger is packed in way ${first}, this version knows ${PACKED_1}; upgrade this node`)
  return { salt: kept.toString('hex', 1, 1 + SALT_BYTES), text: inflateRawSync(kept.subarray(1 + SALT_BYTES), { ...WINDOW, chunkSize: TEXT_CHUNK }).toString() }
}
