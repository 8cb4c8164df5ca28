import { describe, expect, it } from 'vitest'
import { createHttpApp, honoPath } from '../create-http-app.ts'
import { createMemoryDeps } from '../testing/memory-deps.ts'
import { DOCS_CSP, docsPage } from './docs-page.ts'
import { openApiDocument } from './document.ts'
import { OPERATIONS } from './operations.ts'

const document = openApiDocument()

/** Every `$ref` in a value. */
function references(value: unknown, found: string[] = []): string[] {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === '$ref') found.push(String(inner))
      else references(inner, found)
    }
  }
  return found
}

describe('the OpenAPI document', () => {
  it('holds every served route, and nothing else', () => {
    const served = createHttpApp(createMemoryDeps()).routes
      .filter(({ method, path }) => method !== 'ALL' && path !== '/*').map(({ method, path }) => `${method} ${path}`).sort()
    const documented = Object.entries(document.paths)
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${honoPath(path)}`)).sort()
    expect(documented).toEqual(served)
  })

  it('refers only to schemas that it has, and every schema is JSON Schema with a type', () => {
    const names = Object.keys(document.components.schemas)
    for (const reference of references(document)) {
      expect(reference).toMatch(/^#\/components\/schemas\/\w+$/)
      expect(names).toContain(reference.slice('#/components/schemas/'.length))
    }
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      expect(['type', 'oneOf', 'anyOf', 'allOf'].some((key) => key in schema), name).toBe(true)
      expect(schema, name).not.toHaveProperty('$schema')
    }
  })

  it('declares each parameter of a path, once, and unique operation ids', () => {
    const ids = new Set<unknown>()
    for (const [path, methods] of Object.entries(document.paths)) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      for (const operation of Object.values(methods)) {
        const parameters = (operation['parameters'] ?? []) as { name: string; in: string; required: boolean; schema: unknown }[]
        expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(wanted)
        expect(new Set(parameters.map((one) => `${one.in} ${one.name}`)).size).toBe(parameters.length)
        expect(Object.keys(operation['responses'] as object).every((status) => /^[1-5]\d\d$/.test(status))).toBe(true)
        for (const response of Object.values(operation['responses'] as Record<string, { description: string }>)) expect(response.description).not.toBe('')
        ids.add(operation['operationId'])
      }
    }
    expect(ids.size).toBe(OPERATIONS.length)
  })

  it('describes what is sent, not what it becomes', () => {
    const { ContactQueuedEvent, ContactEvent, Told } = document.components.schemas
    expect(ContactQueuedEvent).toMatchObject({ required: ['id', 'time', 'contact', 'type', 'queue'], properties: { time: { anyOf: [{ type: 'integer' }, { type: 'string', format: 'date-time' }] } } })
    expect(ContactEvent).toMatchObject({ oneOf: expect.arrayContaining([{ $ref: '#/components/schemas/ContactQueuedEvent' }]) as unknown })
    expect(Told).toMatchObject({ required: ['seq', 'level'] })
    expect(document.openapi).toBe('3.1.1')
    expect(JSON.parse(JSON.stringify(document))).toEqual(document)
  })
})

describe('the page', () => {
  const page = docsPage()

  it('shows each route with its command, each event and each problem', () => {
    for (const { id, path } of OPERATIONS) {
      expect(page).toContain(`<section id="${id}">`)
      expect(page).toContain(path)
    }
    expect(page.match(/<pre><code>curl /g)).toHaveLength(OPERATIONS.length)
    for (const type of ['contact.queued', 'callback.reached', 'agent.state', 'feed.snapshot', 'feed.heartbeat']) expect(page).toContain(`<summary><code>${type}</code></summary>`)
  })

  it('needs nothing from elsewhere and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son\w+=|\sstyle=/)
    expect(page).not.toMatch(/(?:src|href)="(?!#|\/openapi\.json")/)
    expect(DOCS_CSP).toContain("default-src 'none'")
    expect(page).toContain('prefers-color-scheme:dark')
  })

  it('has no link into nothing', () => {
    const ids = new Set([...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]))
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids, target).toContain(target)
  })
})
