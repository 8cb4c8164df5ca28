/** Deliveries of the Cloud API in Meta's own form; times in epoch seconds. */
export const NUMBER = '106540352242922'
export const JANE = '16505551234'

const delivery = (value: Record<string, unknown>, field = 'messages'): Record<string, unknown> => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '102290129340398', changes: [{ field, value: { messaging_product: 'whatsapp', metadata: { display_phone_number: '15550783881', phone_number_id: NUMBER }, ...value } }] }],
})

export const message = (id: string, atSeconds: number, text = 'my order never came', from = JANE): Record<string, unknown> => delivery({
  contacts: [{ profile: { name: 'Jane Doe' }, wa_id: from }], messages: [{ from, id: `wamid.${id}==`, timestamp: String(atSeconds), type: 'text', text: { body: text } }],
})
export const status = (id: string, atSeconds: number, what: string, callbackData?: string, to = JANE): Record<string, unknown> => delivery({
  statuses: [{
    id: `wamid.${id}==`, status: what, timestamp: String(atSeconds), recipient_id: to, ...(callbackData === undefined ? {} : { biz_opaque_callback_data: callbackData }),
    conversation: { id: 'c1', origin: { type: 'service' } }, pricing: { billable: true, pricing_model: 'PMP', category: 'service' },
  }],
})
export const echo = (id: string, atSeconds: number): Record<string, unknown> =>
  delivery({ message_echoes: [{ from: '15550783881', to: JANE, id: `wamid.${id}==`, timestamp: String(atSeconds), type: 'text', text: { body: 'on its way' } }] }, 'smb_message_echoes')
