// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
// What a key costs in texts that are hard for editors (promise I6). Method and figures: README.md. Ends with 1 when the
// median key takes longer than the sample may.
#include "ui/widgets/texteditor.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace Qt::StringLiterals;

namespace {

constexpr double Frame = 16.0; //!< ms
constexpr double Hard = 20.0;
constexpr int Keys = 200;
constexpr qsizetype Size = 100 * 1024;

QByteArray filled(const std::function<QByteArray(int)> &piece)
{
    QByteArray text;
    for (int i = 0; text.size() < Size; ++i)
        text += piece(i);
    return text;
}

struct Sample
{
    const char *name;
    double limit; //!< ms, of the median key
    QByteArray text;
};

QList<Sample> samples()
{
    return {
        {"ordinary lines", Frame, filled([](int i) { return "line " + QByteArray::number(i) + " of an ordinary note\n"; })},
        {"JSON in one line", Frame, filled([](int i) { return R"({"id":)" + QByteArray::number(i) + R"(,"name":"some name"},)"; })},
        {"letters in one line", Frame, QByteArray(Size, 'x')},
        {"emoji in one line", Hard, filled([](int) { return "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB"_ba; })},
        {"marks on one letter", Hard, 'a' + filled([](int) { return "\xCC\x81"_ba; })},
        {"control characters in one line", Hard, QByteArray(Size, '\x01')},
        {"empty lines", Hard, QByteArray(Size, '\n')},
    };
}

struct Times
{
    double median = 0;
    double worst = 0;
};

//! Keys typed one after the other where the cursor is; each with all that follows from it, painting too.
Times type(widgets::TextEditor &editor)
{
    QList<double> times;
    for (int i = 0; i < Keys; ++i) {
        QElapsedTimer timer;
        timer.start();
        QKeyEvent press(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, u"a"_s);
        QApplication::sendEvent(&editor, &press);
        QApplication::processEvents(); // what changed is painted, bytes are counted
        times.append(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times.last()};
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    bool good = true;
    std::printf("%-32s %-6s %10s %10s %10s\n", "100 KiB of", "at", "open ms", "median ms", "worst ms");
    const QList<Sample> all = samples();
    for (const Sample &sample : all) {
        for (const double place : {0.0, 0.5, 1.0}) {
            widgets::TextEditor editor;
            editor.resize(900, 700);
            editor.show();
            QElapsedTimer opening;
            opening.start();
            editor.setBytes(sample.text);
            editor.viewport()->repaint();
            const double opened = double(opening.nsecsElapsed()) / 1e6;
            editor.select(qsizetype(double(editor.unwrapped().text().size()) * place), 0);
            editor.viewport()->repaint();
            QApplication::processEvents();
            const Times times = type(editor);
            good = good && times.median <= sample.limit;
            std::printf("%-32s %3.0f %%  %10.1f %10.2f %10.2f\n", sample.name, place * 100, opened, times.median, times.worst);
            std::fflush(stdout);
        }
    }
    return good ? 0 : 1;
}
