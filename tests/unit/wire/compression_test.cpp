// Codecs fed piece by piece.
#include "wire/compression.h"

#include <doctest/doctest.h>

#include <random>

namespace norn {

namespace {

constexpr Coding kAll[] = {Coding::gzip, Coding::deflate, Coding::raw, Coding::zstd, Coding::brotli};

std::string sample(size_t size) {
  std::mt19937 random(1);
  std::string text;
  while (text.size() < size) text += "entry " + std::to_string(random() % 1000) + "\n";
  text.resize(size);
  return text;
}

// Runs a codec over the input in pieces of `step` bytes.
CodecStatus run(Codec& codec, std::string_view input, size_t step, std::string& out) {
  for (; !input.empty(); input.remove_prefix(std::min(step, input.size()))) {
    const CodecStatus status = codec.process(input.substr(0, step), out);
    if (status != CodecStatus::ok && status != CodecStatus::done) return status;
  }
  return codec.finish(out);
}

std::string compressed(Coding coding, std::string_view text) {
  std::string out;
  auto codec = make_compressor(coding);
  REQUIRE(run(*codec, text, text.size(), out) == CodecStatus::done);
  return out;
}

}  // namespace

TEST_CASE("any split of input comes back") {
  for (const Coding coding : kAll) {
    for (const size_t size :
         {size_t{0}, size_t{1}, size_t{100}, size_t{32} << 10, (size_t{32} << 10) + 1, size_t{300'000}}) {
      const std::string text = sample(size);
      for (const size_t step : {size_t{1}, size_t{7}, size_t{4096}, size_t{1} << 20}) {
        if (step == 1 && size > 40'000) continue;
        CAPTURE(static_cast<int>(coding));
        CAPTURE(size);
        CAPTURE(step);
        std::string small, back;
        auto compressor = make_compressor(coding);
        REQUIRE(run(*compressor, text, step, small) == CodecStatus::done);
        auto decompressor = make_decompressor(coding);
        REQUIRE(run(*decompressor, small, step, back) == CodecStatus::done);
        CHECK(back == text);
      }
    }
  }
}

TEST_CASE("what was flushed can be read at once") {
  for (const Coding coding : kAll) {
    CAPTURE(static_cast<int>(coding));
    auto compressor = make_compressor(coding);
    auto decompressor = make_decompressor(coding);
    for (const char* piece : {"first", "second", ""}) {
      std::string small, back;
      REQUIRE(compressor->process(piece, small) == CodecStatus::ok);
      REQUIRE(compressor->flush(small) == CodecStatus::ok);
      CHECK(decompressor->process(small, back) == CodecStatus::ok);
      CHECK(back == piece);
    }
  }
}

TEST_CASE("a small step of output at a time, whatever the input expands to") {
  constexpr size_t kMost = size_t{64} << 10, kStep = size_t{32} << 10;
  const std::string text(10'000'000, 'a');
  for (const Coding coding : kAll) {
    CAPTURE(static_cast<int>(coding));
    const std::string small = compressed(coding, text) + (coding == Coding::gzip ? compressed(coding, "end") : "");
    auto decompressor = make_decompressor(coding);
    std::string_view input = small;
    size_t total = 0, largest = 0;
    CodecStatus status = CodecStatus::more;
    while (status == CodecStatus::more) {
      std::string out;
      status = decompressor->process_some(input, kMost, out);
      total += out.size();
      largest = std::max(largest, out.size());
    }
    std::string rest;
    CHECK(decompressor->finish(rest) == CodecStatus::done);
    CHECK(input.empty());
    CHECK(total == text.size() + (coding == Coding::gzip ? 3 : 0));
    CHECK(largest <= kMost + kStep);
  }
}

TEST_CASE("every cut is noticed, none crashes") {
  for (const Coding coding : kAll) {
    CAPTURE(static_cast<int>(coding));
    const std::string small = compressed(coding, sample(5000));
    for (size_t size = 0; size < small.size(); ++size) {
      std::string back;
      auto decompressor = make_decompressor(coding);
      CHECK(run(*decompressor, std::string_view(small).substr(0, size), 64, back) == CodecStatus::unfinished);
    }
  }
}

TEST_CASE("the limit on output holds to the byte") {
  const std::string text(100'000, 'a');
  for (const Coding coding : kAll) {
    CAPTURE(static_cast<int>(coding));
    const std::string small = compressed(coding, text);
    std::string back;
    CHECK(run(*make_decompressor(coding, text.size()), small, 9999, back) == CodecStatus::done);
    CHECK(run(*make_decompressor(coding, text.size() - 1), small, 9999, back) == CodecStatus::too_long);
  }
}

TEST_CASE("members and frames that follow each other are one text") {
  for (const Coding coding : {Coding::gzip, Coding::zstd}) {
    const std::string both = compressed(coding, "ab") + compressed(coding, "cd");
    for (const size_t step : {size_t{1}, both.size()}) {
      std::string back;
      CHECK(run(*make_decompressor(coding), both, step, back) == CodecStatus::done);
      CHECK(back == "abcd");
    }
  }
}

}  // namespace norn
