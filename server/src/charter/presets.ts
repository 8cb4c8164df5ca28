import be2011 from './presets/be-2011.json' with { type: 'json' }
import beEnergy2026 from './presets/be-energy-2026.json' with { type: 'json' }
import beHappyCustomer2022 from './presets/be-happy-customer-2022.json' with { type: 'json' }
import beTelecom2022 from './presets/be-telecom-2022.json' with { type: 'json' }
import deTkg115 from './presets/de-tkg-115.json' with { type: 'json' }
import esLey102025 from './presets/es-ley-10-2025.json' with { type: 'json' }
import ieComregOwnCommitments from './presets/ie-comreg-own-commitments.json' with { type: 'json' }
import ilPhoneService2012 from './presets/il-phone-service-2012.json' with { type: 'json' }
import itAgcom25524 from './presets/it-agcom-255-24.json' with { type: 'json' }
import itAreraEnergyTiqv from './presets/it-arera-energy-tiqv.json' with { type: 'json' }
import itAreraWater from './presets/it-arera-water.json' with { type: 'json' }
import ptDl1342009 from './presets/pt-dl-134-2009.json' with { type: 'json' }
import templateOwn from './presets/template-own.json' with { type: 'json' }
import usFcc76309 from './presets/us-fcc-76-309.json' with { type: 'json' }
import usJetblue2007 from './presets/us-jetblue-2007.json' with { type: 'json' }
import usLadwp2017 from './presets/us-ladwp-2017.json' with { type: 'json' }
import usSeattleCcbor from './presets/us-seattle-ccbor.json' with { type: 'json' }
import usTmobile from './presets/us-tmobile.json' with { type: 'json' }
import { parseCharter } from './parse-charter.ts'
import type { Charter } from './schema/charter.ts'

/** The charters that are shipped, as written in `presets/`. Values are there only where a source was seen. */
export const PRESET_DATA: Readonly<Record<string, unknown>> = {
  'be-2011': be2011,
  'be-energy-2026': beEnergy2026,
  'be-happy-customer-2022': beHappyCustomer2022,
  'be-telecom-2022': beTelecom2022,
  'de-tkg-115': deTkg115,
  'es-ley-10-2025': esLey102025,
  'ie-comreg-own-commitments': ieComregOwnCommitments,
  'il-phone-service-2012': ilPhoneService2012,
  'it-agcom-255-24': itAgcom25524,
  'it-arera-energy-tiqv': itAreraEnergyTiqv,
  'it-arera-water': itAreraWater,
  'pt-dl-134-2009': ptDl1342009,
  'template-own': templateOwn,
  'us-fcc-76-309': usFcc76309,
  'us-jetblue-2007': usJetblue2007,
  'us-ladwp-2017': usLadwp2017,
  'us-seattle-ccbor': usSeattleCcbor,
  'us-tmobile': usTmobile,
}

const parsed = new Map<string, Charter>()

/** A shipped charter; undefined where none has this name. */
export function presetCharter(id: string): Charter | undefined {
  const known = parsed.get(id)
  if (known !== undefined || !Object.hasOwn(PRESET_DATA, id)) return known
  const result = parseCharter(PRESET_DATA[id])
  if (!result.ok) throw new Error(`the shipped charter ${id} has faults: ${result.faults.map(({ path, message }) => `${path} ${message}`).join('; ')}`)
  parsed.set(id, result.charter)
  return result.charter
}

/** The names of all shipped charters. */
export const presetIds = (): string[] => Object.keys(PRESET_DATA)
