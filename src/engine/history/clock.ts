import { randomBytes } from 'node:crypto'

/** Time and randomness enter the engine here only. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** UUID version 7: time-ordered, random. */
  uid(): string
}

/** RFC 9562 §5.7. */
function uuid7(ms: number, random: Buffer): string {
  const bytes = Buffer.from(random)
  bytes.writeUIntBE(ms, 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export const systemClock: Clock = {
  now: () => Date.now(),
  uid: () => uuid7(Date.now(), randomBytes(16)),
}

/** A clock that somebody sets forward. */
export interface SteppingClock extends Clock {
  /** Goes to a moment; never back. */
  goTo(ms: number): void
}

/** A clock for tests and the sample programme: starts at a moment, one second per reading, ids from a counter. */
export function steppingClock(startMs: number): SteppingClock {
  let ms = startMs
  let count = 0
  return {
    goTo: (next) => void (ms = Math.max(ms, next)),
    now: () => (ms += 1000),
    uid: () => {
      const random = Buffer.alloc(16)
      random.writeUInt32BE(++count, 12)
      return uuid7(startMs, random)
    },
  }
}

export function toMoment(ms: number): string {
  return new Date(ms).toISOString()
}

export interface HybridTime {
  ms: number
  counter: number
}

const COUNTER_LIMIT = 0xffff

/**
 * Next stamp of a hybrid logical clock: never behind the wall, never repeated, carries into the milliseconds instead of
 * failing (Kulkarni et al., "Logical Physical Clocks", 2014). [HI7]
 */
export function tick(last: HybridTime, wallMs: number): HybridTime {
  if (wallMs > last.ms) return { ms: wallMs, counter: 0 }
  return last.counter < COUNTER_LIMIT ? { ms: last.ms, counter: last.counter + 1 } : { ms: last.ms + 1, counter: 0 }
}

/** Sorts as text: 12 hex digits of milliseconds, 4 of counter, device. */
export function formatStamp(time: HybridTime, device: string): string {
  return `${time.ms.toString(16).padStart(12, '0')}-${time.counter.toString(16).padStart(4, '0')}-${device}`
}

/** The milliseconds since 1970 of a stamp. */
export function stampMs(stamp: string): number {
  return Number.parseInt(stamp.slice(0, 12), 16)
}
