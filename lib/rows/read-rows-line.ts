import { isText } from '#lib/base/reader.ts'
import { isRecord } from '#lib/base/records.ts'
import type { AskedCall } from '#lib/confighub/asked-call.ts'
import type { Packed } from '#lib/rows/packed.ts'
import type { ComputedOutcome, ErrorLine, RowsBatch, RowsLine, SpaceFacts } from '#lib/rows/rows-wire.ts'

/**
 * A line of an answer of rows; fails on anything else. It takes what the schema `RowsLine` takes, which comes with zod and so
 * would be there after the first rows.
 */
export function readRowsLine(value: unknown): RowsLine {
  const line = record(value, 'the line')
  const { event } = line
  switch (event) {
    case 'rows':
    case 'late':
      return { event, ...readBatch(line) }
    case 'spaces':
      return { event, spaces: list(line.spaces, 'spaces', readSpace) }
    case 'end':
      return {
        event,
        count: whole(line.count, 'count'),
        isTruncated: flag(line.isTruncated, 'isTruncated'),
        calls: list(line.calls, 'calls', readCall),
        ...(line.computed === undefined ? {} : { computed: readComputed(line.computed, 'computed') }),
        ...(line.asked === undefined ? {} : { asked: list(line.asked, 'asked', readAsked) }),
      }
    case 'error':
      return readError(line)
    default:
      throw wrong('event', event)
  }
}

type Members = Readonly<Record<string, unknown>>

function readBatch({ ids, columns }: Members): RowsBatch {
  return { ids: list(ids, 'ids', text), columns: map(columns, 'columns', readPacked) }
}

function readPacked(value: unknown, name: string): Packed {
  const { values, at } = record(value, name)
  return { values: list(values, name, scalar), at: list(at, name, place) }
}

function readSpace(value: unknown, name: string): SpaceFacts {
  const { SpaceID, Slug, Labels } = record(value, name)
  return {
    SpaceID: text(SpaceID, 'SpaceID'),
    Slug: text(Slug, 'Slug'),
    ...(Labels === undefined ? {} : { Labels: map(Labels, 'Labels', text) }),
  }
}

function readCall(value: unknown, name: string) {
  const { where, rows } = record(value, name)
  return { where: text(where, 'where'), rows: whole(rows, 'rows') }
}

function readComputed(value: unknown, name: string): ComputedOutcome {
  const { judged, unknown, named, isCut } = record(value, name)
  return {
    judged: whole(judged, 'judged'),
    unknown: whole(unknown, 'unknown'),
    named: list(named, 'named', readNamed),
    isCut: flag(isCut, 'isCut'),
  }
}

function readNamed(value: unknown, name: string): ComputedOutcome['named'][number] {
  const { id, slug, space, reason } = record(value, name)
  return {
    id: text(id, 'id'),
    slug: text(slug, 'slug'),
    space: text(space, 'space'),
    reason: text(reason, 'reason'),
  }
}

function readAsked(value: unknown, name: string): AskedCall {
  const call = record(value, name)
  return {
    operation: text(call.operation, 'operation'),
    parameters: map(call.parameters, 'parameters', text),
    times: whole(call.times, 'times'),
    status: whole(call.status, 'status'),
    bytes: whole(call.bytes, 'bytes'),
    ms: number(call.ms, 'ms'),
    requestIds: list(call.requestIds, 'requestIds', text),
  }
}

function readError({ status, message, code, requestId }: Members): ErrorLine {
  return {
    event: 'error',
    status: whole(status, 'status'),
    message: text(message, 'message'),
    ...(code === undefined ? {} : { code: text(code, 'code') }),
    ...(requestId === undefined ? {} : { requestId: text(requestId, 'requestId') }),
  }
}

type Read<T> = (value: unknown, name: string) => T

function record(value: unknown, name: string): Members {
  if (!isRecord(value)) throw wrong(name, value)
  return value
}

/** Checked where it is: lists of rows are long. */
function list<T>(value: unknown, name: string, read: Read<T>): T[] {
  if (!Array.isArray(value)) throw wrong(name, value)
  return value.map((item) => read(item, name))
}

function map<T>(value: unknown, name: string, read: Read<T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record(value, name)).map(([key, item]) => [key, read(item, name)]))
}

function text(value: unknown, name: string): string {
  if (!isText(value)) throw wrong(name, value)
  return value
}

function number(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(name, value)
  return value
}

function whole(value: unknown, name: string): number {
  const found = number(value, name)
  if (!Number.isSafeInteger(found)) throw wrong(name, value)
  return found
}

/** 0, or the place of a value. */
function place(value: unknown, name: string): number {
  const found = whole(value, name)
  if (found < 0) throw wrong(name, value)
  return found
}

function scalar(value: unknown, name: string): string | number {
  return isText(value) ? value : number(value, name)
}

function flag(value: unknown, name: string): boolean {
  if (typeof value !== 'boolean') throw wrong(name, value)
  return value
}

function wrong(name: string, value: unknown): Error {
  return new Error(`${name} of a line of rows is ${JSON.stringify(value)?.slice(0, 100)}`)
}
