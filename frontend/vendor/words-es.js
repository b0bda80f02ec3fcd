// 2,048 Spanish words to draw passphrases from (BIP-39 list).
export { wordlist as words } from "@scure/bip39/wordlists/spanish.js";
