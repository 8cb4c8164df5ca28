import { describe, expect, it } from 'vitest'
import { positiveNumber, readFlags, UsageError } from './command-line.ts'

const FLAGS = { url: { example: 'http://127.0.0.1:8080', required: true }, format: { example: 'bank', oneOf: ['bank', 'ami'] } }

describe('flags of a command', () => {
  it('are read as pairs', () => {
    expect(readFlags(['--url', 'x', '--format', 'ami'], FLAGS)).toEqual({ url: 'x', format: 'ami' })
    expect(readFlags(['--url=x'], FLAGS).format).toBeUndefined()
  })
  it('faults name the flag and the fix', () => {
    expect(() => readFlags([], FLAGS)).toThrow('--url is missing: give it, for example --url http://127.0.0.1:8080')
    expect(() => readFlags(['--url', 'x', '--format', 'no'], FLAGS)).toThrow('--format no: must be one of bank, ami')
    expect(() => readFlags(['--urll', 'x'], FLAGS)).toThrow(/--urll[^]*Known flags: --url http:\/\/127\.0\.0\.1:8080 \[--format bank\]/)
    expect(() => readFlags(['--url'], FLAGS)).toThrow(UsageError)
    expect(() => positiveNumber('speed', '0')).toThrow('--speed 0: must be a number above 0')
    expect(positiveNumber('speed', '2.5')).toBe(2.5)
  })
})
