// ONNX file -> Model. Weights stay where they are: every tensor is a view into the given bytes.

import { MalformedModelError, NotAnOnnxFileError, TruncatedModelError } from '../errors.ts';
import type { Graph, LocalFunction, Model } from '../ir.ts';
import { readEntry, type ReadContext } from './context.ts';
import { FUNCTION, MODEL, NODE, OPSET } from './fields.ts';
import { readGraph, standardDomain } from './readGraph.ts';
import { WireReader } from './wireReader.ts';

/** From this IR version on, a model without operator set imports is not complete. */
const FIRST_IR_WITH_OPSETS = 3;

/**
 * Reads a ModelProto.
 * @param bytes the whole file; keep it unchanged as long as the model lives
 * @param externalData contents of the external data files, by the location that the model names them by
 * @param fileName for messages only
 * @throws NotAnOnnxFileError, TruncatedModelError, MalformedModelError, ExternalDataMissingError,
 *   ExternalDataRangeError, TensorSizeError, UnsupportedElementTypeError, UnsupportedFeatureError; nothing else
 */
export function readModel(
  bytes: Uint8Array,
  externalData: ReadonlyMap<string, Uint8Array> = new Map(),
  fileName = 'The model file',
): Model {
  if (bytes.length === 0) throw new NotAnOnnxFileError(fileName, 0, 'it is empty');
  const draft: ModelDraft = { opsets: new Map(), metadata: new Map(), functions: [], producer: ['', ''] };
  const reader = WireReader.open(bytes, fileName);
  const context: ReadContext = { fileName, externalData, graphDepth: 0 };
  let extra: Uint8Array | undefined;
  try {
    extra = reader.fields((field) => readModelField(field, reader, draft, context));
  } catch (cause) {
    const isGarbage = cause instanceof MalformedModelError || cause instanceof TruncatedModelError;
    if (!isGarbage || draft.irVersion !== undefined) throw cause;
    throw new NotAnOnnxFileError(fileName, bytes.length, 'it does not begin like one', { cause });
  }
  const { irVersion, graph, opsets, metadata, functions, producer } = draft;
  if (irVersion === undefined) throw new NotAnOnnxFileError(fileName, bytes.length, 'it has no IR version');
  if (graph === undefined || (irVersion >= FIRST_IR_WITH_OPSETS && opsets.size === 0)) {
    // The cut fell between two fields; the missing one takes a tag and a length at least.
    throw new TruncatedModelError(fileName, bytes.length + 2, bytes.length);
  }
  const [producerName, producerVersion] = producer;
  return { irVersion, opsets, graph, producerName, producerVersion, metadata, functions, extra };
}

interface ModelDraft {
  irVersion?: number;
  graph?: Graph;
  readonly opsets: Map<string, number>;
  readonly metadata: Map<string, string>;
  readonly functions: LocalFunction[];
  readonly producer: [name: string, version: string];
}

function readModelField(field: number, reader: WireReader, draft: ModelDraft, context: ReadContext): boolean {
  switch (field) {
    case MODEL.irVersion:
      draft.irVersion = reader.int53();
      return true;
    case MODEL.producerName:
      draft.producer[0] = reader.string();
      return true;
    case MODEL.producerVersion:
      draft.producer[1] = reader.string();
      return true;
    case MODEL.graph:
      draft.graph = readGraph(reader.message(), context);
      return true;
    case MODEL.opsetImport:
      draft.opsets.set(...readOpset(reader.message()));
      return true;
    case MODEL.metadataProps:
      draft.metadata.set(...readEntry(reader.message()));
      return true;
    case MODEL.functions:
      draft.functions.push(readFunction(reader.message()));
      return true;
    default:
      return false;
  }
}

function readOpset(reader: WireReader): [domain: string, version: number] {
  const opset: [string, number] = ['', 0];
  reader.fields((field) => {
    if (field === OPSET.domain) opset[0] = standardDomain(reader.string());
    else if (field === OPSET.version) opset[1] = reader.int53();
    else return false;
    return true;
  });
  return opset;
}

function readFunction(reader: WireReader): LocalFunction {
  const bytes = reader.rest().slice();
  const calls: LocalFunction['calls'][number][] = [];
  let name = '';
  let domain = '';
  reader.fields((field) => {
    if (field === FUNCTION.name) name = reader.string();
    else if (field === FUNCTION.domain) domain = standardDomain(reader.string());
    else if (field === FUNCTION.node) calls.push(readCall(reader.message()));
    else return false;
    return true;
  });
  return { domain, name, calls, bytes };
}

function readCall(reader: WireReader): LocalFunction['calls'][number] {
  const call = { domain: '', opType: '', name: '' };
  reader.fields((field) => {
    if (field === NODE.name) call.name = reader.string();
    else if (field === NODE.opType) call.opType = reader.string();
    else if (field === NODE.domain) call.domain = standardDomain(reader.string());
    else return false;
    return true;
  });
  return call;
}
