import { expect, it } from 'vitest'
import { createLogger } from './logger.ts'

function collect(level?: 'debug'): { logger: ReturnType<typeof createLogger>; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = []
  const write = (line: string): void => {
    expect(line.endsWith('\n')).toBe(true)
    lines.push(JSON.parse(line) as Record<string, unknown>)
  }
  return { logger: createLogger({ write, now: () => 0, ...(level ? { level } : {}) }), lines }
}

it('each line is one JSON object, with the fields of the logger it came from', () => {
  const { logger, lines } = collect()
  logger.with({ node: 'n1' }).info('started', { port: 8080 })
  logger.debug('not at this level')
  expect(lines).toEqual([{ at: '1970-01-01T00:00:00.000Z', level: 'info', message: 'started', node: 'n1', port: 8080 }])
})

it('an error is told with its message and stack', () => {
  const { logger, lines } = collect()
  logger.error('fold failed', new Error('no such queue'), { center: 'acme' })
  logger.error('fold failed', 'a text')
  expect(lines[0]).toMatchObject({ level: 'error', center: 'acme', error: 'no such queue', stack: expect.stringContaining('logger.test') as string })
  expect(lines[1]).toMatchObject({ error: 'a text' })
})

it('contact ids, tokens, keys and passwords in addresses are not written', () => {
  const { logger, lines } = collect()
  logger.warn('bad eyJhbGciOi.eyJzdWIi.sig from Bearer abc123', { contact: '+3212345678', Token: 'x', url: 'redis://user:pass@host:6379/0' })
  const text = JSON.stringify(lines)
  for (const secret of ['eyJ', 'abc123', '3212345678', 'user:pass']) expect(text).not.toContain(secret)
  expect(text).toContain('host:6379')
})

it('a line break in a message does not break the line', () => {
  const { logger, lines } = collect()
  logger.info('one\ntwo')
  expect(lines).toHaveLength(1)
})
