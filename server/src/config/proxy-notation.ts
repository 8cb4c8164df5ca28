import ipaddr from 'ipaddr.js'

/** True for an address, or a network such as 10.0.0.0/8. */
export const isProxyNotation = (text: string): boolean => ipaddr.isValidCIDR(text) || (ipaddr.isValid(text) && /[.:]/.test(text))
