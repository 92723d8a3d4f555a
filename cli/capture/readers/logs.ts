/** Logs of clouds, containers and queues. */
import { isObject } from '../../../schemas/index.ts';
import { piecesInText } from '../json-in-text.ts';
import { decodedText, elementsOf, type JsonPiece, pieceAt, piecesIn } from '../piece.ts';
import { dataOf } from './aws.ts';
import { type Content, inner, isListOf, left, type Reader, textAt, valueAt } from './reader.ts';

const CLOUDWATCH: Reader = {
  name: 'CloudWatch log',
  marks: ['logEvents', 'logGroup', 'logStream', 'events', 'events.ingestionTime', 'awslogs.data', '@message'],
  recognise(value) {
    if (typeof valueAt(value, 'awslogs', 'data') === 'string') return 'it has awslogs.data';
    if (Array.isArray(value.logEvents)) return 'logEvents is a list';
    if (isListOf(value.events, isLogEvent) && (value.events as []).length > 0)
      return 'events is a list of log events';
    if (isListOf(value.results, isInsightsRow) && (value.results as []).length > 0)
      return 'results is a list of fields';
    return typeof value['@message'] === 'string' || isLogEvent(value)
      ? 'it has a message of CloudWatch'
      : undefined;
  },
  *open(piece) {
    const packed = textAt(piece.value, 'awslogs', 'data');
    if (packed !== undefined) {
      for (const found of piecesIn(decodedText(packed) ?? '', `${piece.pointer}/awslogs/data`))
        yield inner(found);
      return;
    }
    const events = pieceAt(piece, 'logEvents') ?? pieceAt(piece, 'events');
    for (const event of elementsOf(events)) yield* messageOf(pieceAt(event, 'message'));
    for (const row of elementsOf(pieceAt(piece, 'results'))) {
      const field = elementsOf(row).find((one) => textAt(one.value, 'field') === '@message');
      if (field !== undefined) yield* messageOf(pieceAt(field, 'value'));
    }
    yield* messageOf(pieceAt(piece, '@message'));
    if (isLogEvent(piece.value)) yield* messageOf(pieceAt(piece, 'message'));
  },
};

function isLogEvent(value: unknown): boolean {
  const isStamped = ['ingestionTime', 'eventId', 'logStreamName'].some(
    (name) => valueAt(value, name) !== undefined,
  );
  return typeof valueAt(value, 'message') === 'string' && isStamped;
}

function isInsightsRow(row: unknown): boolean {
  return Array.isArray(row) && row.some((one) => valueAt(one, 'field') === '@message');
}

const DOCKER: Reader = {
  name: 'Docker log',
  marks: ['log', 'stream', 'time'],
  recognise: (value) =>
    typeof value.log === 'string' &&
    ['stream', 'time', 'container_id', 'container_name'].some((name) => name in value)
      ? 'it has log, and stream or time'
      : undefined,
  open: (piece) => messageOf(pieceAt(piece, 'log')),
};

const PUBSUB: Reader = {
  name: 'Pub/Sub message',
  marks: ['message.data', 'subscription', 'receivedMessages'],
  recognise(value) {
    if (typeof valueAt(value, 'message', 'data') === 'string') return 'it has message.data';
    return isListOf(value.receivedMessages, isObject) ? 'receivedMessages is a list' : undefined;
  },
  *open(piece) {
    for (const received of elementsOf(pieceAt(piece, 'receivedMessages'))) yield inner(received);
    yield* dataOf(pieceAt(piece, 'message', 'data'));
  },
};

/** The JSON in the text of a log, also among other text such as a time. */
export function* messageOf(piece: JsonPiece | undefined): Generator<Content> {
  if (piece === undefined) return;
  const { value, pointer } = piece;
  if (typeof value !== 'string') {
    yield inner(piece);
    return;
  }
  const pieces = piecesInText(value, pointer);
  if (pieces.length === 0) yield left(pointer, 'this line of the log holds no JSON');
  for (const one of pieces) yield inner(one);
}

export const LOGS: readonly Reader[] = [CLOUDWATCH, DOCKER, PUBSUB];
