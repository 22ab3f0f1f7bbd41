import type { TensorShape } from '../../models/tensor-shape.js';
import { GraphOps, type Convolution, type Head, type Projection } from './graph-ops.js';
import { inceptionResnetV1 } from './inception-resnet-v1.js';

/** Computes nothing: writes down the tensors that the network asks for. */
class TensorListing extends GraphOps<null> {
  readonly shapes: TensorShape[] = [];

  convolution(_x: null, { name, inputs, outputs, kernel }: Convolution): null {
    this.shapes.push({ name: `${name}.conv.weight`, shape: [outputs, inputs, ...kernel] });
    return this.norm(`${name}.bn`, outputs);
  }

  residual(_x: null, _branches: null, { name, inputs, outputs }: Projection): null {
    this.shapes.push({ name: `${name}.weight`, shape: [outputs, inputs, 1, 1] }, { name: `${name}.bias`, shape: [outputs] });
    return null;
  }

  head(_x: null, { matrix, norm, inputs, outputs }: Head): null {
    this.shapes.push({ name: `${matrix}.weight`, shape: [outputs, inputs] });
    return this.norm(norm, outputs);
  }

  maxPool(): null {
    return null;
  }

  concat(): null {
    return null;
  }

  private norm(name: string, values: number): null {
    for (const part of ['weight', 'bias', 'running_mean', 'running_var']) this.shapes.push({ name: `${name}.${part}`, shape: [values] });
    return null;
  }
}

/** Every tensor of the network with its shape, under PyTorch's names, in the order of first use. */
export function facenetTensors(): readonly TensorShape[] {
  const listing = new TensorListing();
  inceptionResnetV1(listing, null);
  return listing.shapes;
}
