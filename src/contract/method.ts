import { z } from 'zod'

/** `query` is answered by the reader; `command` changes the workspace in one logged transaction; `task` is long work of the writer that reports progress. */
export type MethodKind = 'query' | 'command' | 'task'

/** One method of the contract: what goes in and what comes out. */
export interface Method<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly kind: MethodKind
  readonly input: Input
  readonly output: Output
}

export type MethodTable = Readonly<Record<string, Method>>

export function query<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Method<I, O> & { kind: 'query' } {
  return { kind: 'query', input, output }
}

export function command<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): Method<I, O> & { kind: 'command' } {
  return { kind: 'command', input, output }
}

export function task<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Method<I, O> & { kind: 'task' } {
  return { kind: 'task', input, output }
}

/** Local row id of an entity; positive. */
export const idSchema = z.int().positive()
/** For methods without input. */
export const nothing = z.strictObject({})
