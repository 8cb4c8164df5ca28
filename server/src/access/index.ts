export { createKeyRing, type AccessProblem, type Authorization, type KeyPurpose, type KeyRing, type RingCenter } from './key-ring.ts'
export { createContactTokens, type ContactTokens, type ContactTokenRequest, type MintedToken, type VerifiedToken } from './contact-tokens.ts'
export { signWebhook } from './sign-webhook.ts'
export { createEventQuota, DEFAULT_QUOTA, type EventQuota, type QuotaAnswer, type QuotaLimits } from './event-quota.ts'
