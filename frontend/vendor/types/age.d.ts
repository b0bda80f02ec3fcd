// What our modules use of the vendored age.js. Copied beside it by the build, for the type check alone.
type Bytes = Uint8Array<ArrayBuffer>;

export class Encrypter {
  addRecipient(recipient: string): void;
  encrypt(file: Uint8Array | string): Promise<Bytes>;
  encrypt(file: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>>;
}

export class Decrypter {
  addIdentity(identity: string | CryptoKey): void;
  decrypt(file: Uint8Array): Promise<Bytes>;
  decrypt(file: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>>;
  decryptHeader(header: Uint8Array): Promise<Bytes>;
}

export function generateX25519Identity(): Promise<string>;
export function identityToRecipient(identity: string | CryptoKey): Promise<string>;

export const sha256: (message: Uint8Array) => Bytes;
export function hkdf(hash: typeof sha256, key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Bytes;
export function chacha20poly1305(key: Uint8Array, nonce: Uint8Array): { decrypt(sealed: Uint8Array): Bytes };

export const ed25519: {
  getPublicKey(seed: Uint8Array): Bytes;
  sign(message: Uint8Array, seed: Uint8Array): Bytes;
  verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array, options: { zip215: boolean }): boolean;
};

export const bech32: {
  encodeFromBytes(prefix: string, bytes: Uint8Array): string;
  decodeToBytes(text: string): { prefix: string; bytes: Bytes };
};

export function solveChallenge(
  challenge: string,
  salt: string,
  algorithm?: string,
  max?: number,
  start?: number,
): { promise: Promise<{ number: number; took: number } | null>; controller: AbortController };
