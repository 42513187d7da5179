import { createHash, type Hash } from 'node:crypto'
import { sha256 } from '../history/canonical.ts'
import { byKind, type FactKind, factKinds } from './factKinds.ts'

/**
 * SHA-256 over the facts an import brought in, in id order: identities and contents of each kind. It stands in the
 * attempt, and so in the chain; `verify` computes it anew from the tables. [IM7]
 *
 * Kinds that came later than the first three are part of it only where there are facts of them, so that the digests of
 * earlier imports stay what they are.
 */
export interface FactsDigest {
  /** `contents` are content hashes; customers have their texts instead. */
  add(kind: FactKind, identities: Uint8Array, contents: Uint8Array | string): void
  digest(): string
}

const FIRST_KINDS: readonly FactKind[] = ['customers', 'deals', 'conversions']

export function createFactsDigest(): FactsDigest {
  const hashes = byKind<{ identities: Hash; contents: Hash }>(() => ({
    identities: createHash('sha256'),
    contents: createHash('sha256'),
  }))
  const later = new Set<FactKind>()
  return {
    add(kind, identities, contents) {
      if (!FIRST_KINDS.includes(kind)) later.add(kind)
      hashes[kind].identities.update(identities)
      hashes[kind].contents.update(contents)
    },
    digest: () =>
      sha256(
        factKinds
          .filter((kind) => FIRST_KINDS.includes(kind) || later.has(kind))
          .map((kind) => `${hashes[kind].identities.digest('hex')} ${hashes[kind].contents.digest('hex')}`)
          .join('\n'),
      ),
  }
}
