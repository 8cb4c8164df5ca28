export { evidenceOf } from './evidence-of.ts'
export { hasOpenssl, TestAuthority } from './test-authority.ts'
