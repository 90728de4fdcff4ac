// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! The real window with somebody who types into it, to be killed by tst_kill.
//!
//!     typist DATA CONFIG ENTRY NAME SEED type|save|export
//!
//! Goes to the entry, restores what is offered, and types; with `export` it exports the store "many" meanwhile, again and
//! again: export 1, 2, … to DATA/../exports, as folder, as zip, and as folder with history. Says on stdout, each with the
//! shared time: "restoring 0", "open N" (so many keys are in the text), "key N" before the N-th key, "saved N",
//! "exporting N", "exported N".
#include "secrets/runtokenstore.h"
#include "session/exportrun.h"
#include "session/session.h"
#include "typing.h"
#include "ui/app/actions.h"
#include "ui/app/mainwindow.h"
#include "ui/app/termination.h"
#include "ui/app/workbench.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/savecontroller.h"
#include "ui/panels/entrypanel.h"
#include "ui/widgets/messagebanner.h"
#include "ui/widgets/texteditor.h"

#include <QApplication>
#include <QPushButton>
#include <QRandomGenerator>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

const QByteArray start = "start\n";

void say(const char *what, int count)
{
    std::printf("%s %d %lld\n", what, count, static_cast<long long>(sharedNow()));
    std::fflush(stdout);
}

class Typist : public QObject
{
public:
    Typist(app::Workbench &workbench, const QStringList &arguments)
        : m_workbench(workbench),
          m_path(arguments.value(3)),
          m_name(arguments.value(4).toLatin1().at(0)),
          m_random(arguments.value(5).toUInt()),
          m_saves(arguments.value(6) == u"save"_s),
          m_exports(arguments.value(6) == u"export"_s ? arguments.value(1) + u"/../exports/"_s : QString())
    {
        m_next.setSingleShot(true);
        m_next.callOnTimeout(this, [this] { step(); });
        m_next.start(0);
    }

private:
    controllers::EntryController &entry() { return m_workbench.entryController(); }
    widgets::TextEditor *editor() { return entry().panel().editor(); }

    void step()
    {
        session::Session *session = m_workbench.navigator().session();
        if (!session || !session->stores().loading().complete) {
            m_next.start(5);
        } else if (!m_went) {
            go(*session);
        } else if (!entry().base()) {
            m_next.start(5);
        } else if (!m_opened) {
            open();
        } else {
            type();
        }
    }

    void go(session::Session &session)
    {
        const core::StoreId store = session.stores().stores().first().id;
        session.entries(store).load();
        if (const core::Entry *found = session.entries(store).findPath(m_path)) {
            m_workbench.navigator().go({store, found->id, {}});
            m_went = true;
        }
        m_next.start(5);
    }

    //! Whether there is a text to restore is known a moment after the entry.
    void open()
    {
        for (QPushButton *button : entry().panel().findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == u"Restore"_s && !m_restored) {
                m_restored = true;
                say("restoring", 0);
                QTest::mouseClick(button, Qt::LeftButton);
            }
        }
        if (++m_looks < 40 && !(m_restored && entry().panel().isModified())) {
            m_next.start(10);
            return;
        }
        m_opened = true;
        m_count = keysIn(editor()->bytes(), start, m_name);
        say("open", m_count);
        if (!m_exports.isEmpty())
            exportNext();
        QTest::keyClick(editor(), Qt::Key_End, Qt::ControlModifier);
        m_next.start(0);
    }

    void exportNext()
    {
        session::Session &session = *m_workbench.navigator().session();
        const QList<core::Store> &stores = session.stores().stores();
        const auto many = std::find_if(stores.begin(), stores.end(), [](const auto &store) { return store.name == u"many"_s; });
        const int number = ++m_exported;
        session::ExportWish wish{many->id, {}, {}, number % 3 == 0, {m_exports + QString::number(number)}};
        wish.target.gitStream = wish.history;
        if (number % 3 == 2) {
            wish.target.form = transfer::ExportForm::Zip;
            wish.target.path += u".zip"_s;
        }
        say("exporting", number);
        m_run = std::make_unique<session::ExportRun>(session, wish);
        connect(m_run.get(), &session::ExportRun::finished, this, [this, number] {
            if (m_run->result() && m_run->result()->complete)
                say("exported", number);
            QTimer::singleShot(0, this, [this] { exportNext(); });
        });
        m_run->start();
    }

    void type()
    {
        if (m_saves && m_workbench.saveController().isSaving()) {
            m_next.start(2);
            return;
        }
        if (m_saved != entry().base()->content) {
            m_saved = entry().base()->content.value_or(QByteArray());
            say("saved", keysIn(m_saved, start, m_name));
        }
        if (m_saves && m_random.bounded(15) == 0 && entry().panel().isModified()) {
            m_workbench.actions()[u"entry.save"_s]->trigger();
            m_next.start(1);
            return;
        }
        const QByteArray key = typedKey(m_name, m_count);
        say("key", m_count + 1);
        if (key == "\n")
            QTest::keyClick(editor(), Qt::Key_Return);
        else
            QTest::sendKeyEvent(QTest::Click, editor(), Qt::Key_unknown, QString::fromUtf8(key), Qt::NoModifier);
        ++m_count;
        m_next.start(int(m_random.bounded(3, 12)));
    }

    app::Workbench &m_workbench;
    const QString m_path;
    const char m_name;
    QRandomGenerator m_random;
    const bool m_saves;
    const QString m_exports; //!< where to, with a slash; empty: it does not
    std::unique_ptr<session::ExportRun> m_run;
    int m_exported = 0;
    QTimer m_next;
    bool m_went = false;
    bool m_opened = false;
    bool m_restored = false;
    int m_looks = 0;
    int m_count = 0;
    QByteArray m_saved = start;
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    app::LaunchOptions options;
    options.dataFolder = arguments.value(1);
    options.configFolder = arguments.value(2);
    secrets::RunTokenStore tokens;
    app::Workbench workbench(application, options, &tokens);
    const app::Termination termination(workbench);
    workbench.start();
    const Typist typist(workbench, arguments);
    return QApplication::exec();
}
