// The one vendored module: age and what it is made of (for short files, see seal.js), Bech32 for its keys, Ed25519
// for browsers whose WebCrypto lacks it, and the proof-of-work solver.
export { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
export { chacha20poly1305 } from "@noble/ciphers/chacha.js";
export { hkdf } from "@noble/hashes/hkdf.js";
export { sha256 } from "@noble/hashes/sha2.js";
export { ed25519 } from "@noble/curves/ed25519.js";
export { bech32 } from "@scure/base";
export { solveChallenge } from "altcha-lib/v1";
