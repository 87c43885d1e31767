/** The message of the page with which the worker begins. The port and the weights are transferred. */
export interface NeuralSetup {
  readonly port: MessagePort;
  readonly rateHz: number;
  readonly weights: ArrayBuffer;
}
