// Reads the weights of an ONNX file, as much of the format as that needs: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto

/** The fields of a protobuf message: pairs of a number and a value, which is bytes or a whole number. */
function readFields(bytes) {
  const fields = [];
  let at = 0;
  const readNumber = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(value);
    }
  };
  while (at < bytes.length) {
    const key = readNumber();
    const [field, wire] = [key >> 3, key & 7];
    if (wire === 0) fields.push([field, readNumber()]);
    else {
      const length = wire === 2 ? readNumber() : wire === 1 ? 8 : 4;
      fields.push([field, bytes.subarray(at, (at += length))]);
    }
  }
  return fields;
}

const all = (fields, number) => fields.flatMap(([field, value]) => (field === number ? [value] : []));
const text = (value) => (value ? Buffer.from(value).toString('utf8') : '');

/** TensorProto: `float_data` 4, `name` 8, `raw_data` 9. Tensors of other types have no floats. */
function readTensor(bytes) {
  const fields = readFields(bytes);
  const [type] = all(fields, 2);
  if (type !== 1) return null;
  const raw = Buffer.concat([...all(fields, 9), ...all(fields, 4)]);
  const data = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  return { name: text(all(fields, 8)[0]), data };
}

/** GraphProto: `node` 1, `initializer` 5. Constants are named after their output, and branches are graphs of their own. */
function readGraph(bytes, weights) {
  const fields = readFields(bytes);
  const tensors = new Map();
  for (const part of all(fields, 5)) {
    const tensor = readTensor(part);
    if (tensor) tensors.set(tensor.name, tensor.data);
  }
  for (const node of all(fields, 1).map(readFields)) {
    for (const attribute of all(node, 5).map(readFields)) {
      const [constant] = all(attribute, 5).map(readTensor);
      if (constant) tensors.set(text(all(node, 2)[0]), constant.data);
      for (const branch of all(attribute, 6)) readGraph(branch, weights);
    }
  }
  weights.push(tensors);
  return weights;
}

/** The floats of each graph of a model, by name: those of the branches first. ModelProto: `graph` 7. */
export function readOnnx(bytes) {
  const [graph] = all(readFields(bytes), 7);
  return readGraph(graph, []);
}
