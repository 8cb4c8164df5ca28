import { asterisk } from './asterisk.ts'
import { cisco } from './cisco.ts'
import { dynamics } from './dynamics.ts'
import { genesysEngage } from './genesys-engage.ts'
import { googleCcaip } from './google-ccaip.ts'
import { ivanti } from './ivanti.ts'
import { mitel } from './mitel.ts'
import type { ProductFormula } from './moment.ts'
import { rocketChat } from './rocket-chat.ts'
import { salesforceChat } from './salesforce-chat.ts'
import { salesforceOmni } from './salesforce-omni.ts'
import { twilioAverage } from './twilio-average.ts'
import { webex } from './webex.ts'

/** What products announce, re-implemented from what is published, for comparison only. */
export const PRODUCTS: ReadonlyMap<string, ProductFormula> = new Map([
  ['Asterisk', asterisk], ['Salesforce Omni-Channel', salesforceOmni], ['Salesforce chat', salesforceChat], ['Genesys Engage', genesysEngage],
  ['Google CCAIP', googleCcaip], ['Webex', webex], ['Cisco', cisco], ['Mitel', mitel], ['Rocket.Chat', rocketChat], ['Twilio average', twilioAverage],
  ['Ivanti', ivanti], ['Dynamics 365', dynamics],
])
