import { createHash, type Hash } from 'node:crypto'
import { sha256 } from '../history/canonical.ts'
import { byKind, type FactKind, factKinds } from './factKinds.ts'

/**
 * SHA-256 over the facts an import brought in, in id order: identities and contents of each kind. It stands in the
 * attempt, and so in the chain; `verify` computes it anew from the tables. [IM7]
 */
export interface FactsDigest {
  /** `contents` are content hashes; customers have their texts instead. */
  add(kind: FactKind, identities: Uint8Array, contents: Uint8Array | string): void
  digest(): string
}

export function createFactsDigest(): FactsDigest {
  const hashes = byKind<{ identities: Hash; contents: Hash }>(() => ({
    identities: createHash('sha256'),
    contents: createHash('sha256'),
  }))
  return {
    add(kind, identities, contents) {
      hashes[kind].identities.update(identities)
      hashes[kind].contents.update(contents)
    },
    digest: () =>
      sha256(
        factKinds
          .map((kind) => `${hashes[kind].identities.digest('hex')} ${hashes[kind].contents.digest('hex')}`)
          .join('\n'),
      ),
  }
}
