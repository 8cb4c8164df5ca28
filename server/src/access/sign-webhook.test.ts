import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signWebhook } from './sign-webhook.ts'

describe('signed requests', () => {
  it('carry a signature by Standard Webhooks that a reader of the standard can check', () => {
    const headers = signWebhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330_999, '{"test": 2432232314}')
    // The example of the standard's own reference libraries.
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330', 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  it('take a secret that is not base64 as its bytes', () => {
    const expected = createHmac('sha256', 'plain words').update('i.1.b').digest('base64')
    expect(signWebhook('plain words', 'i', 1000, 'b')['webhook-signature']).toBe(`v1,${expected}`)
  })
})
