import type { ProblemCode } from '../problem.ts'
import type { SchemaName } from './schemas.ts'

/** One parameter of a route that is not in its path. */
export interface OperationParameter { name: string; in: 'query' | 'header'; description: string; example?: string }

/** One route as it is documented; the app serves exactly these. */
export interface Operation {
  id: string
  method: 'get' | 'post' | 'put' | 'delete'
  /** With `{center}` and the like. */
  path: string
  group: 'Events' | 'Contacts' | 'Queues' | 'Center' | 'Evidence' | 'Server'
  summary: string
  description?: string
  /** Who may: purposes of keys, or a contact token. Empty: anyone. */
  who: readonly ('contact token' | 'feed' | 'read' | 'token' | 'ivr' | 'supervisor' | 'inspect' | 'admin' | 'anyone, where public')[]
  parameters?: readonly OperationParameter[]
  /** Media type → schema. */
  body?: { required: boolean; media: Readonly<Record<string, SchemaName | 'text'>> }
  answer: { status: 200 | 201 | 202 | 204; description: string; media?: Readonly<Record<string, SchemaName | 'text'>>; headers?: Readonly<Record<string, string>> }
  /** Other answers than problems. */
  also?: Readonly<Record<number, string>>
  problems: readonly ProblemCode[]
  /** Runs as it stands after `$URL` and the keys are set. */
  curl: string
}
