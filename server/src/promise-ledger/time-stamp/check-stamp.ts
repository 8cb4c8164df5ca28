import { X509Certificate } from 'node:crypto'
import { fromBER, ObjectIdentifier } from 'asn1js'
import {
  Certificate, id_ContentType_Data, id_ContentType_SignedData, id_eContentType_TSTInfo, id_sha256, id_sha384, id_sha512, PKIStatus, type RelativeDistinguishedNames, SignedData, TimeStampResp, TSTInfo,
} from 'pkijs'

/** A time stamp that was checked. */
export interface Stamp {
  /** When the authority says that the hash existed, epoch milliseconds. */
  atMs: number
  /** Whose certificate signed it, as the certificate names it. */
  authority: string
  /** The authority's number of it, hexadecimal. */
  serial: string
  /** The number that ties it to its request, sixteen hexadecimal digits. */
  nonce?: string
  /** Whether the certificate leads to one that was given as trusted; without one the signature alone was checked. */
  trusted: boolean
}
export type StampCheck = { ok: true; stamp: Stamp } | { ok: false; why: string }

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const DIGESTS: ReadonlySet<string> = new Set([id_sha256, id_sha384, id_sha512])
const PEM_BEGINS = '-----BEGIN CERTIFICATE-----'

/**
 * Checks an authority's answer (RFC 3161, DER): that it was granted, is of this SHA-256, is signed by its certificate, and that the certificate is
 * one for time stamps. With `trusted` (PEM, one or several) the certificate must also lead to one of them, each valid at the time of the stamp.
 * Revocation and the optional hash of the certificate in the signature (RFC 2634, RFC 5035) are not looked at.
 */
export async function checkStamp(answer: Uint8Array, sha256Hex: string, trusted?: string): Promise<StampCheck> {
  try {
    return await check(answer, sha256Hex, trusted)
  } catch (error) {
    return { ok: false, why: `it cannot be read as a time stamp: ${error instanceof Error ? error.message : String(error)}` }
  }
}

async function check(answer: Uint8Array, sha256Hex: string, trusted: string | undefined): Promise<StampCheck> {
  const bad = (why: string): StampCheck => ({ ok: false, why })
  const parsed = fromBER(Uint8Array.from(answer).buffer)
  if (parsed.offset !== answer.length) return bad('it is not the answer of a time-stamping authority (RFC 3161, DER), whole and nothing after it')
  const response = new TimeStampResp({ schema: parsed.result })
  const { status } = response.status
  if (status !== PKIStatus.granted && status !== PKIStatus.grantedWithMods) return bad(`the authority refused: ${refusal(response)}`)
  if (response.timeStampToken?.contentType !== id_ContentType_SignedData) return bad('it holds no signed token')
  const signed = new SignedData({ schema: response.timeStampToken.content })
  const { encapContentInfo, signerInfos } = signed
  const [signer] = signerInfos
  if (encapContentInfo.eContentType !== id_eContentType_TSTInfo || encapContentInfo.eContent === undefined) return bad('its token is no time stamp')
  if (signer === undefined || signerInfos.length !== 1) return bad(`it has ${signerInfos.length} signatures, not one`)
  const info = TSTInfo.fromBER(encapContentInfo.eContent.getValue())
  const { hashAlgorithm, hashedMessage } = info.messageImprint
  const imprint = Buffer.from(hashedMessage.valueBlock.valueHexView).toString('hex')
  if (hashAlgorithm.algorithmId !== id_sha256 || imprint !== sha256Hex) return bad(`it stamps ${imprint}, not ${sha256Hex}`)
  if (!DIGESTS.has(signer.digestAlgorithm.algorithmId)) return bad('its signature rests on a hash that is no longer safe')
  const signedType: unknown = signer.signedAttrs?.attributes.find(({ type }) => type === CONTENT_TYPE)?.values[0]
  if (!(signedType instanceof ObjectIdentifier) || signedType.getValue() !== id_eContentType_TSTInfo) return bad('its signature is not one over a time stamp')

  // The library would hash the stamped data itself; what was stamped is a hash, and was compared above.
  encapContentInfo.eContentType = id_ContentType_Data
  const roots = trusted === undefined ? [] : certificatesOf(trusted)
  const result = await signed.verify({ signer: 0, checkDate: info.genTime, checkChain: trusted !== undefined, trustedCerts: roots, extendedMode: true })
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
  if (typeof result === 'string') return bad(`its signature does not hold: ${result}`)
  const { signatureVerified, signerCertificate } = result
  if (signatureVerified !== true || !signerCertificate) return bad('its signature does not hold')
  const authority = nameOf(signerCertificate.subject)
  const { keyUsage } = new X509Certificate(Buffer.from(signerCertificate.toSchema().toBER()))
  if (!keyUsage?.includes(TIME_STAMPING)) return bad(`its certificate (${authority}) is not one for time stamps`)
  return { ok: true, stamp: {
    atMs: info.genTime.getTime(), authority, serial: Buffer.from(info.serialNumber.valueBlock.valueHexView).toString('hex'),
    ...(info.nonce === undefined ? {} : { nonce: info.nonce.toBigInt().toString(16).padStart(16, '0') }), trusted: trusted !== undefined,
  } }
}

/** Certificates of a PEM text. Throws where it holds none. */
export function certificatesOf(pem: string): Certificate[] {
  const found = pem.split(PEM_BEGINS).slice(1)
  if (found.length === 0) throw new Error('there is no certificate (PEM) among the trusted ones')
  return found.map((one) => Certificate.fromBER(Uint8Array.from(new X509Certificate(`${PEM_BEGINS}${one}`).raw)))
}

function refusal({ status: { status, statusStrings } }: TimeStampResp): string {
  const said = (statusStrings ?? []).map((text) => text.valueBlock.value).join('; ').slice(0, 200)
  return said === '' ? `status ${status}` : `${said} (status ${status})`
}

/** `Test TSA, Acme`: the values of a name, the most telling first. */
function nameOf({ typesAndValues }: RelativeDistinguishedNames): string {
  return typesAndValues.map(({ value }) => value.valueBlock.value).toReversed().join(', ').slice(0, 200)
}
