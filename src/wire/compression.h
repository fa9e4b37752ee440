// Compression without I/O: bytes in, bytes out, piece by piece.
//
//   auto inflate = make_decompressor(Coding::gzip);
//   for (each piece) if (inflate->process(piece, out) == broken) ...
//   inflate->finish(out)
//
// A decompressor takes concatenated members (gzip) and frames (zstd), and stops
// before `max_bytes` of output: a few bytes may expand to gigabytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace norn {

enum class Coding : uint8_t {
  gzip,     // RFC 1952
  deflate,  // RFC 1950, what HTTP calls deflate; decompressing also takes raw
  raw,      // RFC 1951
  zstd,     // RFC 8878
  brotli,   // RFC 7932
};

enum class CodecStatus : uint8_t {
  ok,          // of process: go on
  more,        // of process_some: come again, even without input
  done,        // the input has come to its end
  broken,      // it is no such data
  unfinished,  // of finish: the data ends too early
  too_long,    // more output than allowed
  no_memory,
};

class Codec {
 public:
  virtual ~Codec() = default;
  // Appends what comes of the input.
  virtual CodecStatus process(std::string_view input, std::string& out) = 0;
  // Takes bytes off the front of `input` and stops at the first step after which `out` has grown by `most` bytes:
  // `more`. A decompressor's memory is bounded by this, whatever it is given.
  virtual CodecStatus process_some(std::string_view& input, size_t most, std::string& out) {
    (void)most;
    const CodecStatus status = process(input, out);
    input = {};
    return status;
  }
  // After the last input: appends the rest. `done`, or what is wrong.
  virtual CodecStatus finish(std::string& out) = 0;
  // Makes all input so far readable for the other side. Compressors only.
  virtual CodecStatus flush(std::string& out) { return (void)out, CodecStatus::ok; }
};

inline constexpr int kDefaultLevel = -1;
// Levels: gzip and deflate 1-9, zstd 1-19, brotli 0-11; kDefaultLevel is the library's balance (brotli: 5, as servers
// use it). Requires: a level in range.
std::unique_ptr<Codec> make_compressor(Coding coding, int level = kDefaultLevel);
std::unique_ptr<Codec> make_decompressor(Coding coding, size_t max_bytes = SIZE_MAX);

struct LevelRange {
  int lowest, highest;
};
LevelRange level_range(Coding coding);

// The CRC-32 of ZIP and gzip.
uint32_t crc32_of(std::string_view bytes);

}  // namespace norn
