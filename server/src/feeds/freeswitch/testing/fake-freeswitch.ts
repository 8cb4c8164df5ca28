import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export interface FakeMember { queue: string; uuid: string; joinedEpoch: number; state: 'Waiting' | 'Trying' | 'Answered' | 'Abandoned'; baseScore?: number; servingAgent?: string; bridgeEpoch?: number }
export interface FakeAgent { name: string; status: string; state: string; wrapUpTime?: number; queues: string[] }

/** An event socket with mod_callcenter behind it, as documented: authentication, JSON events, and the lists of `callcenter_config`. */
export interface FakeFreeSwitch {
  port: number
  queues: string[]
  members: FakeMember[]
  agents: FakeAgent[]
  readonly commands: string[]
  /** Bytes go out this many at a time. */
  cutBytes: number
  event(headers: Record<string, string>): void
  /** Answers nothing more, though the connection stands. */
  mute: boolean
  drop(): void
  close(): Promise<void>
}

const MEMBER_NAMES = 'queue|instance_id|uuid|session_uuid|cid_number|cid_name|system_epoch|joined_epoch|rejoined_epoch|bridge_epoch|abandoned_epoch|base_score|skill_score|serving_agent|serving_system|state|score'

export async function startFakeFreeSwitch(password: string, options: { refuse?: boolean } = {}): Promise<FakeFreeSwitch> {
  const sockets = new Map<Socket, boolean>()
  const commands: string[] = []
  const fake: Omit<FakeFreeSwitch, 'port' | 'close'> = {
    queues: ['support@default'], members: [], agents: [], commands, cutBytes: Number.POSITIVE_INFINITY, mute: false,
    event(headers) {
      const body = JSON.stringify({ 'Event-Name': 'CUSTOM', 'Event-Subclass': 'callcenter::info', ...headers })
      for (const [socket, subscribed] of sockets) if (subscribed) write(socket, `Content-Length: ${Buffer.byteLength(body)}\nContent-Type: text/event-json\n\n${body}`)
    },
    drop() { for (const socket of sockets.keys()) socket.destroy() },
  }

  function write(socket: Socket, text: string): void {
    if (fake.mute) return
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += fake.cutBytes) socket.write(bytes.subarray(at, at + fake.cutBytes))
  }
  const reply = (socket: Socket, text: string): void => write(socket, `Content-Type: command/reply\nReply-Text: ${text}\n\n`)
  const api = (socket: Socket, body: string): void => write(socket, `Content-Type: api/response\nContent-Length: ${Buffer.byteLength(body)}\n\n${body}`)
  const table = (head: string, rows: string[]): string => (rows.length === 0 ? '+OK\n' : `${[head, ...rows].join('\n')}\n+OK\n`)

  function run(socket: Socket, command: string): void {
    commands.push(command.startsWith('auth') ? 'auth' : command)
    const [verb = '', ...rest] = command.split(' ')
    if (verb === 'auth') {
      if (command === `auth ${password}`) reply(socket, '+OK accepted')
      else {
        reply(socket, '-ERR invalid')
        socket.end()
      }
    } else if (verb === 'event') {
      sockets.set(socket, true)
      reply(socket, '+OK event listener enabled json')
    } else if (rest[0] === 'callcenter_config') {
      api(socket, config(rest.slice(1).join(' ')))
    } else {
      api(socket, '-ERR no such command\n')
    }
  }

  function config(command: string): string {
    const queue = command.split(' ')[3] ?? ''
    if (command === 'queue list') return table('name|strategy|moh_sound', fake.queues.map((name) => `${name}|longest-idle-agent|local_stream://moh`))
    if (command === 'agent list') return table('name|instance_id|uuid|type|contact|status|state|max_no_answer|wrap_up_time', fake.agents.map(({ name, status, state, wrapUpTime = 0 }) => `${name}|single_box||callback|user/${name}|${status}|${state}|0|${wrapUpTime}`))
    if (command.startsWith('queue list tiers')) return table('queue|agent|state|level|position', fake.agents.filter(({ queues }) => queues.includes(queue)).map(({ name }) => `${queue}|${name}|Ready|1|1`))
    if (command.startsWith('queue list members')) {
      return table(MEMBER_NAMES, fake.members.filter((member) => member.queue === queue).map((member) => [
        member.queue, 'single_box', member.uuid, `session-${member.uuid}`, '5550100', 'ALICE EXAMPLE', member.joinedEpoch - 5, member.joinedEpoch, 0, member.bridgeEpoch ?? 0, 0,
        member.baseScore ?? 0, 0, member.servingAgent ?? '', 'single_box', member.state, 50,
      ].join('|')))
    }
    return '-ERR usage\n'
  }

  const server = createServer((socket) => {
    sockets.set(socket, false)
    let held = ''
    socket.on('data', (bytes) => {
      held += String(bytes)
      for (let end = held.indexOf('\n\n'); end >= 0; end = held.indexOf('\n\n')) {
        const command = held.slice(0, end)
        held = held.slice(end + 2)
        run(socket, command)
      }
    })
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    if (options.refuse === true) {
      write(socket, 'Content-Type: text/rude-rejection\nContent-Length: 24\n\nAccess Denied, go away.\n')
      socket.end()
    } else {
      write(socket, 'Content-Type: auth/request\n\n')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(fake, {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets.keys()) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
