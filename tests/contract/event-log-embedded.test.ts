import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedLog } from '@queuecast/server/event-log'
import { eventLogContract } from './event-log-contract.ts'

eventLogContract('embedded', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'queuecast-log-'))
  return {
    open: () => openEmbeddedLog({ dataDir, partitions: 2 }),
    destroy: () => rm(dataDir, { recursive: true, force: true }),
  }
})
