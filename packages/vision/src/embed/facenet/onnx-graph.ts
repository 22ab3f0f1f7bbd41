import type { FoldedLayer } from './folding.js';
import { GraphOps, type Convolution, type Head, type Projection } from './graph-ops.js';
import { FACENET_DIM, FACENET_SIDE, inceptionResnetV1 } from './inception-resnet-v1.js';
import { lengthDelimited, varint, varints, type ProtobufField } from './protobuf.js';

const IR_VERSION = 8;
const OPSET = 13;
const FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

/** Names of the model's input (pictures x 160 x 160 x 3) and output (pictures x 512). */
export const ONNX_INPUT = 'pixels';
export const ONNX_OUTPUT = 'vectors';

/** Writes the network down as an ONNX model; a value is its name. Field numbers are those of `onnx.proto`. */
class OnnxGraph extends GraphOps<string> {
  private readonly nodes: ProtobufField[] = [];
  private readonly constants: ProtobufField[] = [];

  constructor(private readonly layers: ReadonlyMap<string, FoldedLayer>) {
    super();
  }

  model(): Uint8Array {
    const output = inceptionResnetV1(this, this.node('Transpose', [ONNX_INPUT], [ints('perm', [0, 3, 1, 2])]));
    this.node('Identity', [output], [], ONNX_OUTPUT);
    const graph = [
      ...this.nodes.map((node) => lengthDelimited(1, node)),
      lengthDelimited(2, 'facenet'),
      ...this.constants.map((constant) => lengthDelimited(5, constant)),
      lengthDelimited(11, valueInfo(ONNX_INPUT, [FACENET_SIDE, FACENET_SIDE, 3])),
      lengthDelimited(12, valueInfo(ONNX_OUTPUT, [FACENET_DIM])),
    ];
    return Buffer.concat([varint(1, IR_VERSION), lengthDelimited(2, 'vitrine'), lengthDelimited(7, graph), lengthDelimited(8, [varint(2, OPSET)])]);
  }

  convolution(x: string, { name, kernel, stride, padding }: Convolution): string {
    return this.node('Relu', [this.conv(x, name, kernel, stride, padding)]);
  }

  maxPool(x: string): string {
    return this.node('MaxPool', [x], [ints('kernel_shape', [3, 3]), ints('strides', [2, 2])]);
  }

  concat(parts: readonly string[]): string {
    return this.node('Concat', parts, [int('axis', 1)]);
  }

  residual(x: string, branches: string, { name, relu }: Projection): string {
    const sum = this.node('Add', [x, this.conv(branches, name, [1, 1], 1, 'same')]);
    return relu ? this.node('Relu', [sum]) : sum;
  }

  head(x: string, { matrix }: Head): string {
    const mean = this.node('Flatten', [this.node('GlobalAveragePool', [x])]);
    return this.node('Gemm', [mean, ...this.weights(matrix)], [int('transB', 1)]);
  }

  private conv(x: string, name: string, [height, width]: readonly [number, number], stride: number, padding: 'same' | 'valid'): string {
    const [above, left] = padding === 'same' ? [height >> 1, width >> 1] : [0, 0];
    const attributes = [ints('kernel_shape', [height, width]), ints('strides', [stride, stride]), ints('pads', [above, left, above, left])];
    return this.node('Conv', [x, ...this.weights(name)], attributes);
  }

  private node(type: string, inputs: readonly string[], attributes: readonly ProtobufField[] = [], output = `value${this.nodes.length}`): string {
    const fields = [...inputs.map((input) => lengthDelimited(1, input)), lengthDelimited(2, output), lengthDelimited(4, type), ...attributes.map((attribute) => lengthDelimited(5, attribute))];
    this.nodes.push(Buffer.concat(fields));
    return output;
  }

  private weights(name: string): [string, string] {
    const layer = this.layers.get(name);
    if (layer === undefined) throw new RangeError(`there is no layer ${name}`);
    this.constants.push(constant(`${name}.weights`, layer.shape, layer.weights), constant(`${name}.bias`, [layer.bias.length], layer.bias));
    return [`${name}.weights`, `${name}.bias`];
  }
}

/** The folded network as an ONNX model, made without any file or tool. */
export function onnxModel(layers: ReadonlyMap<string, FoldedLayer>): Uint8Array {
  return new OnnxGraph(layers).model();
}

function constant(name: string, shape: readonly number[], values: Float32Array): ProtobufField {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.concat([...varints(1, shape), varint(2, FLOAT), lengthDelimited(8, name), lengthDelimited(9, raw)]);
}

function int(name: string, value: number): ProtobufField {
  return Buffer.concat([lengthDelimited(1, name), varint(3, value), varint(20, ATTRIBUTE_INT)]);
}

function ints(name: string, values: readonly number[]): ProtobufField {
  return Buffer.concat([lengthDelimited(1, name), ...varints(8, values), varint(20, ATTRIBUTE_INTS)]);
}

/** A value of any number of pictures. */
function valueInfo(name: string, sides: readonly number[]): ProtobufField[] {
  const dimensions = [lengthDelimited(1, [lengthDelimited(2, 'pictures')]), ...sides.map((side) => lengthDelimited(1, [varint(1, side)]))];
  const tensor = [varint(1, FLOAT), lengthDelimited(2, dimensions)];
  return [lengthDelimited(1, name), lengthDelimited(2, [lengthDelimited(1, tensor)])];
}
