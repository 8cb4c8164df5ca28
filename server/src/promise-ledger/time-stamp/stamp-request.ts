import { Integer, Null, OctetString } from 'asn1js'
import { AlgorithmIdentifier, id_sha256, MessageImprint, TimeStampReq } from 'pkijs'

/** Sixteen hexadecimal digits, the first at most 7: a positive number of 64 bits. */
const NONCE = /^[0-7][0-9a-f]{15}$/

/**
 * A request (RFC 3161, DER) to stamp a SHA-256 hash, with the authority's certificate in the answer. `nonce` ties the answer to this request.
 * Throws where a text is no such hash or nonce.
 */
export function stampRequest(sha256Hex: string, nonce: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(sha256Hex)) throw new Error('a time stamp is asked for a SHA-256 in hexadecimal digits')
  if (!NONCE.test(nonce)) throw new Error('a nonce has sixteen hexadecimal digits, the first at most 7')
  return new Uint8Array(new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: id_sha256, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: Buffer.from(sha256Hex, 'hex') }),
    }),
    nonce: Integer.fromBigInt(BigInt(`0x${nonce}`)), certReq: true,
  }).toSchema().toBER())
}
