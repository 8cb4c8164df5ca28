import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { QueueStatus, useQueuePosition } from './index.ts'

it('is rendered on a server as an empty element, without the token', () => {
  const html = renderToString(createElement(QueueStatus, { url: 'https://queue.example', token: 'secret.token.x', lang: 'fr', className: 'wait', callbackPhone: 'known', alerts: 'off' }))
  expect(html).toBe('<queue-status lang="fr" url="https://queue.example" class="wait" callback-phone="known" alerts="off"></queue-status>')
})

it('the hook has nothing to say there, and connects to nobody', () => {
  const Place = () => createElement('p', null, useQueuePosition({ url: 'https://queue.example', token: 'a.b.c' }).display?.text.sentence ?? 'nothing')
  expect(renderToString(createElement(Place))).toBe('<p>nothing</p>')
})
