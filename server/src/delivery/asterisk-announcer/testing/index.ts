export { type AriRequest, type FakeAri, startFakeAri } from './fake-ari.ts'
