/** Plain values only, and none that names a person: no contact, no agent, no text. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>

/** `server`: a request from outside; `producer`: into the log; `consumer`: out of it; `internal`: within this node. */
export type SpanKind = 'server' | 'producer' | 'consumer' | 'internal'

export interface SpanStart {
  kind: SpanKind
  /** W3C `traceparent` of what caused it; without it, or where it is none, a new trace begins. */
  parent?: string | undefined
  /** Epoch milliseconds, as fine as the clock gives them. */
  startMs: number
  attributes?: SpanAttributes
}

/** A span under way. */
export interface OpenSpan {
  /** Names this span to its children, also on another node. */
  readonly traceparent: string
  end(endMs: number, attributes?: SpanAttributes, failed?: boolean): void
}

/** Takes spans whose times were taken elsewhere, so that nothing but the shell knows of tracing. */
export interface SpanRecorder {
  /** Undefined where the sampler leaves it out: then nothing of it is recorded, and its children need not ask. */
  begin(name: string, start: SpanStart): OpenSpan | undefined
  /** Sends what is left, for a few seconds at most. */
  close(): Promise<void>
}
