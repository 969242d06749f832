import type { Scope } from '#components/change/scope/scope.ts'

/** A short key for a scope. A draft for one scope must never appear in another. */
export function scopeKey(scope: Scope): string {
  const text =
    scope.kind === 'query'
      ? JSON.stringify([scope.where.trim(), scope.whereData.trim(), scope.resourceType.trim()])
      : JSON.stringify([...new Set(scope.unitIds)].sort())
  // Two independent halves make an accidental collision practically impossible.
  return `${scope.kind}.${hash(text, 0x9e3779b9)}${hash(text, 0x85ebca6b)}`
}

/**
 * cyrb53, which is in the public domain: 53 bits in base 36. `crypto.subtle` is asynchronous and unavailable over plain
 * HTTP.
 */
function hash(text: string, seed: number): string {
  let high = 0xdeadbeef ^ seed
  let low = 0x41c6ce57 ^ seed
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36).padStart(11, '0')
}
