#include "wire/compression.h"

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <climits>

namespace norn {

namespace {

constexpr size_t kChunkBytes = size_t{32} << 10;  // that the output grows by

// Gives `step` room at the end of `out`; step returns how much of it is used.
template <typename Step>
void append_with(std::string& out, Step step) {
  const size_t before = out.size();
  out.resize_and_overwrite(before + kChunkBytes,
                           [&](char* data, size_t) { return before + step(data + before, kChunkBytes); });
}

// --- zlib -----------------------------------------------------------------------

int window_bits(Coding coding) {
  switch (coding) {
    case Coding::gzip: return MAX_WBITS + 16;
    case Coding::raw: return -MAX_WBITS;
    default: return MAX_WBITS;
  }
}

void set_input(z_stream& stream, std::string_view input) {
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
  stream.avail_in = static_cast<uInt>(input.size());
}

constexpr size_t kMaxPieceBytes = size_t{1} << 30;  // zlib counts its input in 32 bits

std::string_view take_piece(std::string_view& input) {
  const std::string_view piece = input.substr(0, kMaxPieceBytes);
  input.remove_prefix(piece.size());
  return piece;
}

class Deflate final : public Codec {
 public:
  Deflate(Coding coding, int level)
      : ready_(deflateInit2(&stream_, level, Z_DEFLATED, window_bits(coding), 8, Z_DEFAULT_STRATEGY) == Z_OK) {}
  ~Deflate() override {
    if (ready_) deflateEnd(&stream_);
  }

  CodecStatus process(std::string_view input, std::string& out) override {
    while (!input.empty())
      if (const CodecStatus status = run(take_piece(input), Z_NO_FLUSH, out); status != CodecStatus::ok) return status;
    return CodecStatus::ok;
  }
  CodecStatus flush(std::string& out) override { return run({}, Z_SYNC_FLUSH, out); }
  CodecStatus finish(std::string& out) override {
    const CodecStatus status = run({}, Z_FINISH, out);
    return status == CodecStatus::ok ? CodecStatus::done : status;
  }

 private:
  CodecStatus run(std::string_view piece, int flush, std::string& out) {
    if (!ready_) return CodecStatus::no_memory;
    set_input(stream_, piece);
    do {
      append_with(out, [&](char* room, size_t size) {
        stream_.next_out = reinterpret_cast<Bytef*>(room);
        stream_.avail_out = static_cast<uInt>(size);
        deflate(&stream_, flush);
        return size - stream_.avail_out;
      });
    } while (stream_.avail_out == 0);
    return CodecStatus::ok;
  }

  z_stream stream_ = {};
  const bool ready_;
};

// What decompressors share: the limits on the output, of all and of one call.
class Decompressor : public Codec {
 public:
  explicit Decompressor(size_t max_bytes) : left_bytes_(max_bytes) {}

  CodecStatus process(std::string_view input, std::string& out) final { return process_some(input, SIZE_MAX, out); }
  CodecStatus process_some(std::string_view& input, size_t most, std::string& out) final {
    if (failed_ != CodecStatus::ok) return failed_;
    const size_t start = out.size();
    do {
      const CodecStatus status = step(input, out);
      if (status == CodecStatus::more) continue;
      if (status != CodecStatus::ok && status != CodecStatus::done) failed_ = status;
      return status;
    } while (out.size() - start < most);
    return CodecStatus::more;
  }
  CodecStatus finish(std::string&) final {
    if (failed_ != CodecStatus::ok) return failed_;
    return at_end() ? CodecStatus::done : CodecStatus::unfinished;
  }

 protected:
  // Takes some input and appends at most kChunkBytes. `more`: another step is needed before it is all used and told.
  virtual CodecStatus step(std::string_view& input, std::string& out) = 0;
  virtual bool at_end() const = 0;
  CodecStatus all_used() const { return at_end() ? CodecStatus::done : CodecStatus::ok; }
  // False when this is too much.
  bool account(size_t produced) {
    const bool fits = produced <= left_bytes_;
    left_bytes_ -= std::min(produced, left_bytes_);
    return fits;
  }

 private:
  size_t left_bytes_;
  CodecStatus failed_ = CodecStatus::ok;
};

class Inflate final : public Decompressor {
 public:
  Inflate(Coding coding, size_t max_bytes)
      : Decompressor(max_bytes), coding_(coding), ready_(inflateInit2(&stream_, window_bits(coding)) == Z_OK) {}
  ~Inflate() override {
    if (ready_) inflateEnd(&stream_);
  }

 private:
  CodecStatus step(std::string_view& input, std::string& out) override {
    if (!ready_) return CodecStatus::no_memory;
    if (input.empty() && !holds_output_) return all_used();
    if (ended_ && !begin_next_member(input)) {
      input = {};  // what stands behind the data is not ours
      return CodecStatus::done;
    }
    if (!started_) choose_format(input);
    const std::string_view piece = input.substr(0, kMaxPieceBytes);
    set_input(stream_, piece);
    int result = Z_OK;
    size_t produced = 0;
    append_with(out, [&](char* room, size_t size) {
      stream_.next_out = reinterpret_cast<Bytef*>(room);
      stream_.avail_out = static_cast<uInt>(size);
      result = inflate(&stream_, Z_NO_FLUSH);
      return produced = size - stream_.avail_out;
    });
    input.remove_prefix(piece.size() - stream_.avail_in);
    if (!account(produced)) return CodecStatus::too_long;
    if (result == Z_MEM_ERROR) return CodecStatus::no_memory;
    if (result != Z_OK && result != Z_BUF_ERROR && result != Z_STREAM_END) return CodecStatus::broken;
    ended_ = result == Z_STREAM_END;
    holds_output_ = result == Z_OK && stream_.avail_out == 0;
    return input.empty() && !holds_output_ ? all_used() : CodecStatus::more;
  }

  // Some servers send raw deflate under that name: a zlib header is a multiple of 31 with method 8.
  void choose_format(std::string_view input) {
    started_ = true;
    if (coding_ != Coding::deflate) return;
    const auto first = static_cast<unsigned char>(input[0]);
    const bool is_zlib = (first & 0xF) == 8 && (first >> 4) <= 7 &&
                         (input.size() < 2 || (first * 256 + static_cast<unsigned char>(input[1])) % 31 == 0);
    if (!is_zlib) inflateReset2(&stream_, -MAX_WBITS);
  }

  // RFC 1952, 2.2: a gzip file is a series of members. Zeros behind them are padding of tapes.
  bool begin_next_member(std::string_view input) {
    if (coding_ != Coding::gzip || input[0] != '\x1f') return false;
    inflateReset(&stream_);
    ended_ = false;
    return true;
  }

  bool at_end() const override { return ended_; }

  z_stream stream_ = {};
  const Coding coding_;
  const bool ready_;
  bool started_ = false;
  bool ended_ = false;
  bool holds_output_ = false;  // for which there was no room
};

// --- Zstandard --------------------------------------------------------------------

class ZstdCompressor final : public Codec {
 public:
  explicit ZstdCompressor(int level) : context_(ZSTD_createCCtx()) {
    if (context_) ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level);
  }

  CodecStatus process(std::string_view input, std::string& out) override { return run(input, ZSTD_e_continue, out); }
  CodecStatus flush(std::string& out) override { return run({}, ZSTD_e_flush, out); }
  CodecStatus finish(std::string& out) override {
    const CodecStatus status = run({}, ZSTD_e_end, out);
    return status == CodecStatus::ok ? CodecStatus::done : status;
  }

 private:
  CodecStatus run(std::string_view input, ZSTD_EndDirective directive, std::string& out) {
    if (!context_) return CodecStatus::no_memory;
    ZSTD_inBuffer in = {input.data(), input.size(), 0};
    size_t left = 0;
    do {
      append_with(out, [&](char* room, size_t size) {
        ZSTD_outBuffer buffer = {room, size, 0};
        left = ZSTD_compressStream2(context_.get(), &buffer, &in, directive);
        return buffer.pos;
      });
      if (ZSTD_isError(left)) return CodecStatus::no_memory;
    } while (directive == ZSTD_e_continue ? in.pos < in.size : left != 0);
    return CodecStatus::ok;
  }

  std::unique_ptr<ZSTD_CCtx, decltype([](ZSTD_CCtx* context) { ZSTD_freeCCtx(context); })> context_;
};

class ZstdDecompressor final : public Decompressor {
 public:
  explicit ZstdDecompressor(size_t max_bytes) : Decompressor(max_bytes), context_(ZSTD_createDCtx()) {}

 private:
  CodecStatus step(std::string_view& input, std::string& out) override {
    if (!context_) return CodecStatus::no_memory;
    if (input.empty() && !holds_output_) return all_used();  // asked without input, zstd begins a frame
    ZSTD_inBuffer in = {input.data(), input.size(), 0};
    size_t produced = 0;
    append_with(out, [&](char* room, size_t size) {
      ZSTD_outBuffer buffer = {room, size, 0};
      wanted_ = ZSTD_decompressStream(context_.get(), &buffer, &in);
      return produced = buffer.pos;
    });
    input.remove_prefix(in.pos);
    if (!account(produced)) return CodecStatus::too_long;
    if (ZSTD_isError(wanted_)) return CodecStatus::broken;
    holds_output_ = produced == kChunkBytes && wanted_ != 0;
    return input.empty() && !holds_output_ ? all_used() : CodecStatus::more;
  }

  bool at_end() const override { return wanted_ == 0; }

  std::unique_ptr<ZSTD_DCtx, decltype([](ZSTD_DCtx* context) { ZSTD_freeDCtx(context); })> context_;
  size_t wanted_ = 1;  // bytes of input zstd would like next; 0 at the end of a frame
  bool holds_output_ = false;
};

// --- Brotli -------------------------------------------------------------------------

class BrotliCompressor final : public Codec {
 public:
  explicit BrotliCompressor(int level) : state_(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr)) {
    if (state_) BrotliEncoderSetParameter(state_.get(), BROTLI_PARAM_QUALITY, static_cast<uint32_t>(level));
  }

  CodecStatus process(std::string_view input, std::string& out) override {
    return run(input, BROTLI_OPERATION_PROCESS, out);
  }
  CodecStatus flush(std::string& out) override { return run({}, BROTLI_OPERATION_FLUSH, out); }
  CodecStatus finish(std::string& out) override {
    const CodecStatus status = run({}, BROTLI_OPERATION_FINISH, out);
    return status == CodecStatus::ok ? CodecStatus::done : status;
  }

 private:
  CodecStatus run(std::string_view input, BrotliEncoderOperation operation, std::string& out) {
    if (!state_) return CodecStatus::no_memory;
    size_t left = input.size();
    auto* next = reinterpret_cast<const uint8_t*>(input.data());
    do {
      size_t room = 0;
      if (!BrotliEncoderCompressStream(state_.get(), operation, &left, &next, &room, nullptr, nullptr))
        return CodecStatus::no_memory;
      while (BrotliEncoderHasMoreOutput(state_.get())) {
        size_t size = 0;
        const uint8_t* data = BrotliEncoderTakeOutput(state_.get(), &size);
        out.append(reinterpret_cast<const char*>(data), size);
      }
    } while (left > 0 || (operation == BROTLI_OPERATION_FINISH && !BrotliEncoderIsFinished(state_.get())));
    return CodecStatus::ok;
  }

  std::unique_ptr<BrotliEncoderState, decltype([](BrotliEncoderState* s) { BrotliEncoderDestroyInstance(s); })> state_;
};

class BrotliDecompressor final : public Decompressor {
 public:
  explicit BrotliDecompressor(size_t max_bytes)
      : Decompressor(max_bytes), state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {}

 private:
  CodecStatus step(std::string_view& input, std::string& out) override {
    if (!state_) return CodecStatus::no_memory;
    if (BrotliDecoderHasMoreOutput(state_.get())) {
      size_t size = kChunkBytes;
      const uint8_t* data = BrotliDecoderTakeOutput(state_.get(), &size);
      if (!account(size)) return CodecStatus::too_long;
      out.append(reinterpret_cast<const char*>(data), size);
      return CodecStatus::more;
    }
    if (at_end()) {
      input = {};  // what stands behind the data is not ours
      return CodecStatus::done;
    }
    if (input.empty() && !wants_room_) return CodecStatus::ok;
    size_t left = input.size(), room = 0;
    auto* next = reinterpret_cast<const uint8_t*>(input.data());
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state_.get(), &left, &next, &room, nullptr, nullptr);
    input.remove_prefix(input.size() - left);
    if (result == BROTLI_DECODER_RESULT_ERROR) return CodecStatus::broken;
    wants_room_ = result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    return CodecStatus::more;
  }

  bool at_end() const override { return state_ && BrotliDecoderIsFinished(state_.get()); }

  std::unique_ptr<BrotliDecoderState, decltype([](BrotliDecoderState* s) { BrotliDecoderDestroyInstance(s); })> state_;
  bool wants_room_ = false;
};

}  // namespace

std::unique_ptr<Codec> make_compressor(Coding coding, int level) {
  switch (coding) {
    case Coding::gzip:
    case Coding::deflate:
    case Coding::raw: return std::make_unique<Deflate>(coding, level);  // kDefaultLevel is zlib's own
    case Coding::zstd: return std::make_unique<ZstdCompressor>(level == kDefaultLevel ? ZSTD_CLEVEL_DEFAULT : level);
    case Coding::brotli: return std::make_unique<BrotliCompressor>(level == kDefaultLevel ? 5 : level);
  }
  return nullptr;
}

std::unique_ptr<Codec> make_decompressor(Coding coding, size_t max_bytes) {
  switch (coding) {
    case Coding::gzip:
    case Coding::deflate:
    case Coding::raw: return std::make_unique<Inflate>(coding, max_bytes);
    case Coding::zstd: return std::make_unique<ZstdDecompressor>(max_bytes);
    case Coding::brotli: return std::make_unique<BrotliDecompressor>(max_bytes);
  }
  return nullptr;
}

LevelRange level_range(Coding coding) {
  switch (coding) {
    case Coding::zstd: return {1, 19};
    case Coding::brotli: return {0, 11};
    default: return {1, 9};
  }
}

uint32_t crc32_of(std::string_view bytes) {
  return static_cast<uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace norn
