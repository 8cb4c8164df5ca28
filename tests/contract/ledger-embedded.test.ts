import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFolder } from '@queuecast/server/event-log'
import { EmbeddedLedger } from '@queuecast/server/promise-ledger'
import { ledgerContract } from './ledger-contract.ts'

ledgerContract('embedded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'queuecast-ledger-'))
  return {
    several: false,
    open: async () => new EmbeddedLedger(await openFolder(folder)),
    destroy: () => rm(folder, { recursive: true, force: true }),
  }
})
